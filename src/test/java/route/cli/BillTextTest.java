package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import route.domain.Bill;
import route.domain.BillLine;
import route.domain.Levers;
import route.domain.Money;
import route.domain.Usage;

class BillTextTest {

    private static final Bill BILL = new Bill(
            List.of(
                    line(Map.of("tag", "a,\"b\"", "model", "openai/gpt-6-luna"), 400, "0.03"),
                    line(Map.of("tag", "", "model", "openai/gpt-6.1-sol"), 1, "0.01")),
            line(Map.of(), 401, "0.04"));

    private static BillLine line(Map<String, String> group, long rows, String cost) {
        return new BillLine(group, rows, Usage.of(rows * 10, rows), Money.ofDollars(cost), Money.ofDollars("0.2"));
    }

    private static final Levers LEVERS = new Levers(
            Money.ofDollars("0.2"),
            Money.ofDollars("0.13"),
            Money.ofDollars("0.04"),
            Money.ZERO,
            Money.ofDollars("-0.01"),
            Money.ofDollars("0.04"));
    private static final Levers NONE =
            new Levers(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

    private final BillText text = new BillText(BILL, List.of("tag", "model"), LEVERS);

    @Test
    void theTableHasTheGroupsInTheOrderAskedForAndATotal() {
        assertEquals("""
                tag    model               rows  input  output     cost  share     saving
                a,"b"  openai/gpt-6-luna    400  4,000     400  $0.0300  ███████▌    85 %
                       openai/gpt-6.1-sol     1     10       1  $0.0100  ██▌         95 %
                total                       401  4,010     401  $0.0400              80 %

                the saving
                all on the flagship, in real time   $0.2000
                  routing to other models          -$0.1300  65 %
                  batch discount                   -$0.0400  20 %
                  providers' own prices             $0.0100  -5 %
                paid                                $0.0400  20 %
                """, text.table(80, Paint.OFF));
    }

    @Test
    void aWideTerminalHasRoomForTheFlagshipAndANarrowOneForNoBars() {
        assertTrue(text.table(100, Paint.OFF).startsWith("""
                tag    model               rows  input  output     cost  share     flagship  saving
                """));
        var narrow = text.table(60, Paint.OFF);
        assertTrue(narrow.startsWith("""
                tag   model              rows input output    cost saving
                a,"b" openai/gpt-6-luna   400 4,000    400 $0.0300   85 %
                """), narrow);
    }

    @Test
    void aBarIsAsLongAsItsShare() {
        assertEquals("", BillTable.bar(Money.ZERO, Money.ofDollars("1")));
        assertEquals("", BillTable.bar(Money.ofDollars("1"), Money.ZERO));
        assertEquals("██████████", BillTable.bar(Money.ofDollars("1"), Money.ofDollars("1")));
        assertEquals("▏", BillTable.bar(Money.ofDollars("0.01"), Money.ofDollars("1")));
        assertEquals("███▍", BillTable.bar(Money.ofDollars("0.34"), Money.ofDollars("1")));
    }

    @Test
    void theCsvQuotesWhatNeedsIt() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            text.csv(out);
        }
        assertEquals("""
                tag,model,rows,input_tokens,output_tokens,cost_usd,baseline_usd
                "a,""b\""",openai/gpt-6-luna,400,4000,400,0.030000,0.200000
                "",openai/gpt-6.1-sol,1,10,1,0.010000,0.200000
                """, bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theJsonHasGroupsAndATotal() {
        assertEquals("""
                {"groups":[{"tag":"a,\\"b\\"","model":"openai/gpt-6-luna","rows":400,"input_tokens":4000,\
                "output_tokens":400,"cost_usd":"0.030000","baseline_usd":"0.200000"},\
                {"tag":"","model":"openai/gpt-6.1-sol","rows":1,"input_tokens":10,\
                "output_tokens":1,"cost_usd":"0.010000","baseline_usd":"0.200000"}],\
                "total":{"rows":401,"input_tokens":4010,"output_tokens":401,\
                "cost_usd":"0.040000","baseline_usd":"0.200000"},\
                "levers":{"routing_usd":"0.130000","batch_usd":"0.040000","cheaper_hours_usd":"0.000000",\
                "provider_usd":"-0.010000","unexplained_usd":"0.000000"}}""", text.json());
    }

    @Test
    void anEmptyBillIsStillOneForMachines() {
        var empty = new BillText(
                new Bill(List.of(), new BillLine(Map.of(), 0, Usage.NONE, Money.ZERO, Money.ZERO)),
                List.of("model"),
                NONE);
        assertEquals("nothing was billed\n", empty.table(80, Paint.OFF));
        assertEquals("""
                {"groups":[],"total":{"rows":0,"input_tokens":0,"output_tokens":0,\
                "cost_usd":"0.000000","baseline_usd":"0.000000"},\
                "levers":{"routing_usd":"0.000000","batch_usd":"0.000000","cheaper_hours_usd":"0.000000",\
                "provider_usd":"0.000000","unexplained_usd":"0.000000"}}""", empty.json());
    }
}
