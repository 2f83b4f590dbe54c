package route.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.BillLine;
import route.domain.InputException;
import route.domain.Money;
import route.domain.Usage;
import route.report.Reconciliation.Verdict;

class ReconciliationTest {
    private static final Path FILES = Path.of("src/test/resources/route/reconcile");
    private static final Tolerance HALF_PER_CENT = Tolerance.parse("0.5%");
    private static final Tolerance EXACT = Tolerance.parse("0%");
    private static final List<BillLine> OURS = List.of(
            line("2026-11-18", "openai/gpt-6-luna", 120_000, 40_000, "0.0325"),
            line("2026-11-19", "openai/gpt-6.1-sol", 50_000, 9_000, "0.41"),
            line("2026-11-18", "anthropic/claude-haiku-5-5", 80_000, 21_000, "0.0875"),
            line("2026-11-19", "anthropic/claude-haiku-5-5", 1_000, 100, "0.001"),
            line("2026-11-18", "groq/llama-4", 5, 5, "7"));

    @TempDir
    Path folder;

    private static BillLine line(String day, String model, long input, long output, String cost) {
        return new BillLine(
                Map.of("day", day, "model", model),
                1,
                Usage.of(input, output),
                Money.ofDollars(cost),
                Money.ofDollars(cost));
    }

    private static ProviderExport read(Path file) {
        return ExportFile.read(file, "", Map.of());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai_cost.csv",
                "openai_usage.csv",
                "openai_costs.json",
                "openai_usage.jsonl",
                "claude_api_tokens.csv",
                "claude_api_cost.csv",
                "anthropic_cost_report.json",
                "anthropic_usage_report.json"
            })
    void everyFormOfTheSameAccountEqualsTheBill(String name) {
        var export = read(FILES.resolve(name));
        assertEquals(name.startsWith("openai") ? "openai" : "anthropic", export.provider());
        assertEquals(name.contains("cost"), export.hasCost());
        assertEquals(!name.contains("cost"), export.hasTokens());
        assertFalse(export.isCut());
        var found = Reconciliation.of(OURS, export, EXACT);
        assertTrue(found.isEqual(), found::toString);
        assertEquals(export.hasCost() ? 2 : 4, found.lines().size());
        assertTrue(found.lines().stream().allMatch(it -> it.verdict() == Verdict.EQUAL), found::toString);
        var changed = new ArrayList<>(OURS);
        changed.set(0, line("2026-11-18", "openai/gpt-6-luna", 118_000, 39_000, "0.032"));
        changed.set(3, line("2026-11-19", "anthropic/claude-haiku-5-5", 999, 99, "0.00099"));
        assertFalse(Reconciliation.of(changed, export, HALF_PER_CENT).isEqual());
        assertFalse(Reconciliation.of(changed, export, EXACT).isEqual());
    }

    @Test
    void whatOnlyOneSideKnowsIsNamed() {
        var export = read(FILES.resolve("openai_costs.json"));
        var ours = List.of(
                line("2026-11-19", "openai/gpt-6.1-sol", 1, 1, "0.40"),
                line("2026-11-20", "openai/gpt-6-nova", 1, 1, "0.10"));
        var found = Reconciliation.of(ours, export, HALF_PER_CENT);
        assertEquals(
                List.of("gpt-6-luna-2026-08-01 ONLY_THEIRS", "gpt-6-nova ONLY_OURS", "gpt-6.1-sol DIFFERENT"),
                found.lines().stream()
                        .map(it -> it.model() + " " + it.verdict())
                        .toList());
        assertFalse(found.isEqual());
        assertEquals(
                Money.ofDollars("0.5").picodollars(),
                found.total(Measure.COST, EXACT).ours());
    }

    @Test
    void aBatchThatWasCollectedADayLaterIsNoDifference() throws IOException {
        var export = read(file("costs.csv", """
                start_time_iso,line_item,amount_value,amount_currency
                2026-11-18,gpt-6-luna,1.00,usd
                2026-11-19,gpt-6-luna,2.00,usd
                2026-11-22,gpt-6-luna,5.00,usd
                2026-11-23,gpt-6-luna,4.00,usd
                """));
        var found = Reconciliation.of(
                List.of(
                        line("2026-11-19", "openai/gpt-6-luna", 1, 1, "1.00"),
                        line("2026-11-20", "openai/gpt-6-luna", 1, 1, "2.00"),
                        line("2026-11-22", "openai/gpt-6-luna", 1, 1, "5.00"),
                        line("2026-11-25", "openai/gpt-6-luna", 1, 1, "4.00"),
                        line("2026-11-26", "openai/gpt-6-luna", 1, 1, "9.00")),
                export,
                EXACT);
        assertEquals(
                List.of("18 SHIFTED", "19 SHIFTED", "20 SHIFTED", "22 EQUAL", "23 SHIFTED", "25 SHIFTED"),
                found.lines().stream()
                        .map(it -> it.day().getDayOfMonth() + " " + it.verdict())
                        .toList());
        assertTrue(found.isEqual());
    }

    @Test
    void whatWeBilledBeforeThemOrLongAfterIsADifference() throws IOException {
        var export = read(file("costs.csv", """
                start_time_iso,line_item,amount_value,amount_currency
                2026-11-10,gpt-6-luna,1.00,usd
                2026-11-19,gpt-6-luna,2.00,usd
                2026-11-30,,,
                """));
        var found = Reconciliation.of(
                List.of(
                        line("2026-11-13", "openai/gpt-6-luna", 1, 1, "1.00"),
                        line("2026-11-18", "openai/gpt-6-luna", 1, 1, "2.00")),
                export,
                EXACT);
        assertEquals(
                List.of(Verdict.ONLY_THEIRS, Verdict.ONLY_OURS, Verdict.ONLY_OURS, Verdict.ONLY_THEIRS),
                found.lines().stream().map(Reconciliation.Line::verdict).toList());
    }

    @Test
    void shiftsNeverChangeASum() {
        var random = new Random(13);
        var first = LocalDate.of(2026, 11, 1);
        for (var round = 0; round < 300; round++) {
            var items = new ArrayList<ProviderExport.Item>();
            var ours = new ArrayList<BillLine>();
            for (var day = 0; day < 12; day++) {
                var cost = random.nextInt(4);
                if (random.nextBoolean()) {
                    items.add(new ProviderExport.Item(first.plusDays(day), "m", Money.ofPicodollars(cost), 0, 0));
                }
                if (random.nextBoolean()) {
                    var late = first.plusDays(day + random.nextInt(2)).toString();
                    ours.add(line(late, "x/m", 0, 0, Money.ofPicodollars(cost).toDollars()));
                }
            }
            var export = new ProviderExport("x", true, false, first, first.plusDays(20), items, false);
            var found = Reconciliation.of(ours, export, EXACT);
            var total = found.total(Measure.COST, EXACT);
            assertEquals(items.stream().mapToLong(it -> it.cost().picodollars()).sum(), total.theirs());
            assertEquals(ours.stream().mapToLong(it -> it.cost().picodollars()).sum(), total.ours());
            if (found.isEqual()) assertEquals(total.ours(), total.theirs(), "round " + round);
        }
    }

    @Test
    void anAccountThatNamesNoModelsIsComparedAsAWhole() throws IOException {
        var export = read(file("costs.csv", """
                start_time_iso,line_item,amount_value,amount_currency
                2026-11-18,,0.0325,usd
                2026-11-19,,0.41,usd
                """));
        var found = Reconciliation.of(OURS, export, EXACT);
        assertTrue(found.isEqual());
        assertEquals("", found.lines().get(0).model());
    }

    @Test
    void anyOtherCsvIsReadByTheColumnsThatAreNamed() throws IOException {
        var file = file("bill.tsv", "Date\tWhat\tCents\tIn\tCached\tOut\n2026-11-18 13:00\tllama-4\t700\t3\t2\t5\n");
        var map = Map.of("day", "Date", "model", "What", "cents", "Cents", "input", "In+Cached", "output", "Out");
        var export = ExportFile.read(file, "groq", map);
        var found = Reconciliation.of(OURS, export, EXACT);
        assertEquals(List.of(Measure.COST, Measure.INPUT_TOKENS, Measure.OUTPUT_TOKENS), found.measures());
        assertTrue(found.isEqual(), found::toString);
    }

    @Test
    void aDifferenceIsAllowedAsAShareOrInDollars() {
        var share = Tolerance.parse("1 %");
        assertTrue(share.allows(Measure.COST, 100, 99));
        assertFalse(share.allows(Measure.COST, 100, 98));
        assertFalse(share.allows(Measure.INPUT_TOKENS, 0, 1));
        var dollars = Tolerance.parse("0.01");
        assertTrue(dollars.allows(Measure.COST, 0, 10_000_000_000L));
        assertFalse(dollars.allows(Measure.COST, 0, 10_000_000_001L));
        assertFalse(dollars.allows(Measure.INPUT_TOKENS, 1, 2), "dollars do not help tokens");
        for (var wrong : List.of("", "much", "-1%", "1e999999999%", "0.0000000000001", "%")) {
            assertThrows(InputException.class, () -> Tolerance.parse(wrong), wrong);
        }
    }

    @Test
    void someDaysOfAnExportCanBeCompared() {
        var export = read(FILES.resolve("openai_cost.csv"));
        assertEquals(LocalDate.of(2026, 11, 20), export.last(), "it covers days without use");
        var day = export.between(Optional.of(LocalDate.of(2026, 11, 19)), Optional.of(LocalDate.of(2026, 11, 19)));
        assertEquals(2, day.items().size());
        assertEquals(LocalDate.of(2026, 11, 19), day.last());
    }

    @Test
    void anExportThatIsCutSaysSo() throws IOException {
        var page = Files.readString(FILES.resolve("openai_costs.json"))
                .replace("\"has_more\": false", "\"has_more\": true");
        assertTrue(read(file("cut.json", page)).isCut());
    }

    private void assertRefused(String text, String... words) throws IOException {
        assertRefused("costs.csv", text, "", Map.of(), words);
    }

    private void assertRefused(String name, String text, String provider, Map<String, String> map, String... words)
            throws IOException {
        var file = file(name, text);
        var thrown = assertThrows(InputException.class, () -> ExportFile.read(file, provider, map));
        for (var word : words) assertTrue(thrown.getMessage().contains(word), thrown.getMessage());
        assertTrue(thrown.getMessage().lines().count() <= 3, thrown.getMessage());
    }

    @Test
    void whatIsNoExportIsRefusedWithItsPlace() throws IOException {
        var header = "start_time_iso,line_item,amount_value,amount_currency\n";
        assertRefused("a,b\n1,2\n", "costs.csv", "a, b", "--map day=COLUMN");
        assertRefused(header, "no lines");
        assertRefused(header + "soon,m,1,usd\n", "costs.csv:2", "soon", "2026-11-20");
        assertRefused(header + "2026-11-18,m,lots,usd\n", "costs.csv:2", "lots", "1.25");
        assertRefused(header + "2026-11-18,m,1e999999999,usd\n", "costs.csv:2", "1e999999999");
        assertRefused(header + "2026-11-18,m,99999999999,usd\n", "costs.csv:2", "99999999999");
        assertRefused(header + "2026-11-18,m,1,eur\n", "costs.csv:2", "eur", "USD");
        assertRefused(header + "2026-11-18,\"m,1,usd\n", "costs.csv");
        assertRefused("x.json", "{\"data\": [", "", Map.of(), "x.json", "not JSON");
        assertRefused("x.json", "{\"data\": []}", "", Map.of(), "no usage or cost");
        assertRefused(
                "x.json",
                "{\"data\": [{\"start_time\": 1794960000, \"results\": [{\"model\": \"m\"}]}]}",
                "",
                Map.of(),
                "neither an amount");
        assertRefused("x.csv", "d,c\n2026-11-18,1\n", "groq", Map.of("day", "d"), "nothing to compare");
        assertRefused("x.csv", "d,c\n2026-11-18,1\n", "", Map.of("day", "d", "cost", "c"), "--provider");
        assertRefused("x.csv", "d,c\n2026-11-18,1\n", "groq", Map.of("day", "d", "cost", "e"), "no column 'e'", "d, c");
        assertRefused("x.csv", "d,c\n2026-11-18,1\n", "groq", Map.of("cost", "c"), "--map day=");
        assertRefused("x.csv", "d,c\n2026-11-18,1\n", "groq", Map.of("price", "c"), "'price'", "day, model");
        assertThrows(InputException.class, () -> read(folder.resolve("missing.csv")));
        Files.write(folder.resolve("latin.csv"), new byte[] {'a', ',', (byte) 0xE9, '\n'});
        assertThrows(InputException.class, () -> read(folder.resolve("latin.csv")));
    }
}
