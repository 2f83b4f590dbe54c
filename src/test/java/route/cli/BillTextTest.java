package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import route.domain.Bill;
import route.domain.BillLine;
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

    private final BillText text = new BillText(BILL, List.of("tag", "model"));

    @Test
    void theTableHasTheGroupsInTheOrderAskedForAndATotal() {
        assertEquals("""
                tag    model               rows  input  output     cost  flagship  saving
                a,"b"  openai/gpt-6-luna    400  4,000     400  $0.0300   $0.2000    85 %
                       openai/gpt-6.1-sol     1     10       1  $0.0100   $0.2000    95 %
                total                       401  4,010     401  $0.0400   $0.2000    80 %
                """, text.table(80, Paint.OFF));
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
                "cost_usd":"0.040000","baseline_usd":"0.200000"}}""", text.json());
    }

    @Test
    void anEmptyBillIsStillOneForMachines() {
        var empty = new BillText(
                new Bill(List.of(), new BillLine(Map.of(), 0, Usage.NONE, Money.ZERO, Money.ZERO)), List.of("model"));
        assertEquals("nothing was billed\n", empty.table(80, Paint.OFF));
        assertEquals("""
                {"groups":[],"total":{"rows":0,"input_tokens":0,"output_tokens":0,\
                "cost_usd":"0.000000","baseline_usd":"0.000000"}}""", empty.json());
    }
}
