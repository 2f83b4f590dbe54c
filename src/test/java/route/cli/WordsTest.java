package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;
import route.config.Shown;
import route.domain.Decision;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Provider;
import route.domain.TierSpec;
import route.money.Price;
import route.money.PriceBook;
import route.triage.BadRow;
import route.triage.Classified;

/** The small pieces of speech. */
class WordsTest {

    private static final ModelRef LUNA = ModelRef.parse("openai/gpt-6-luna");
    private static final ModelRef SOL = ModelRef.parse("openai/gpt-6.1-sol");

    @Test
    void durationsAreReadAsPeopleWriteThem() {
        var durations = new DurationConverter();
        assertEquals(Duration.ofMillis(10), durations.convert("10ms"));
        assertEquals(Duration.ofMinutes(90), durations.convert("1h30m"));
        assertEquals(Duration.ofDays(2), durations.convert("2d"));
        for (var wrong : List.of("", "6", "h", "-1s", "1.5h", "1h 30m", "9999999999s", "6H")) {
            assertThrows(TypeConversionException.class, () -> durations.convert(wrong), wrong);
        }
    }

    @Test
    void coloursFollowTheFlagThenTheEnvironmentThenTheTerminal() {
        assertTrue(Paint.of(Map.of(), true, false).on());
        assertFalse(Paint.of(Map.of(), false, false).on());
        assertFalse(Paint.of(Map.of("CLICOLOR_FORCE", "1"), true, true).on());
        assertFalse(Paint.of(Map.of("NO_COLOR", "1", "CLICOLOR_FORCE", "1"), true, false)
                .on());
        assertTrue(Paint.of(Map.of("NO_COLOR", ""), true, false).on());
        assertFalse(Paint.of(Map.of("TERM", "dumb"), true, false).on());
        assertTrue(Paint.of(Map.of("TERM", "dumb", "CLICOLOR_FORCE", "1"), false, false)
                .on());
        assertFalse(Paint.of(Map.of("CLICOLOR_FORCE", "0"), false, false).on());
    }

    @Test
    void linesAreBrokenBetweenWordsOnly() {
        assertEquals("aaa bb\n  cc  d", Wrapped.words("aaa bb cc  d", 0, 2, 7));
        assertEquals("/a/very/long/path\n  x", Wrapped.words("/a/very/long/path x", 0, 2, 8));
        assertEquals("", Wrapped.words("  ", 0, 2, 8));
    }

    @Test
    void classifiedRowsAreCsvJsonOrWords() {
        var decision = new Decision("medium", 0.41237, 3, 2, "reply", "rule 2: tag is \"legal\", so\nmedium");
        var row = new Classified(7, 9, "A,1", decision, 143, List.of());
        assertEquals("row,id,hardness,score,sensitivity,task,tier,reason,input_tokens\n", ClassifiedText.CSV_HEADER);
        assertEquals(
                "7,\"A,1\",0.4124,3,2,reply,medium,\"rule 2: tag is \"\"legal\"\", so\nmedium\",143\n",
                ClassifiedText.csv(row));
        assertEquals(
                "{\"row\":7,\"id\":\"A,1\",\"hardness\":0.4124,\"score\":3,\"sensitivity\":2,\"task\":\"reply\","
                        + "\"tier\":\"medium\",\"reason\":\"rule 2: tag is \\\"legal\\\", so\\nmedium\","
                        + "\"input_tokens\":143}\n",
                ClassifiedText.json(row));
        assertEquals("""
                row 7 (line 9, id A,1): medium
                    hardness 0.4124, score 3, sensitivity 2, task reply, 143 tokens
                    because: rule 2: tag is "legal", so medium
                """, ClassifiedText.explained(row, 80, Paint.OFF));
    }

    @Test
    void anExplainedRowListsEverySignalAndWhatTheyAddUpTo() {
        var decision = new Decision("medium", 0.41237, 3, 4, "reply", "reply; 2 steps");
        var weighed = List.of(
                new Classified.Weighed("steps", new BigDecimal("0.5000"), "2: first, then"),
                new Classified.Weighed("plain request", new BigDecimal("-0.0600"), "1: please"),
                new Classified.Weighed("legal", new BigDecimal("0.0000"), "contract"));
        var row = new Classified(7, 9, "", decision, 143, weighed);
        assertEquals("""
                row 7 (line 9): medium
                    hardness 0.4124, score 3, sensitivity 4, task reply, 143 tokens
                    because: reply; 2 steps
                    weight  signal         what
                    +0.500  steps          2: first, then
                    -0.060  plain request  1: please
                            legal          contract
                    +0.440  sum            0.450 is hardness 0.5
                """, ClassifiedText.explained(row, 80, Paint.OFF));
        assertTrue(ClassifiedText.explainedJson(row)
                .endsWith("\"signals\":[{\"name\":\"steps\",\"weight\":0.5000,\"evidence\":\"2: first, then\"},"
                        + "{\"name\":\"plain request\",\"weight\":-0.0600,\"evidence\":\"1: please\"},"
                        + "{\"name\":\"legal\",\"weight\":0.0000,\"evidence\":\"contract\"}]}\n"));
    }

    @Test
    void twentyBadRowsAreListedAndTheOthersCounted() {
        var bad = new BadRows();
        assertTrue(bad.isEmpty());
        for (int row = 1; row <= 23; row++) {
            bad.add(new BadRow(row, row + 1, "empty"));
        }
        var lines = bad.lines(80);
        assertEquals("route: 23 rows cannot be used:", lines.get(0));
        assertEquals("  20 rows (1 to 20; lines 2 to 21): empty", lines.get(1));
        assertEquals("  and 3 more", lines.get(2));
        assertEquals(3, lines.size());
    }

    @Test
    void pricesAreExactDollarsPerMillionTokens() {
        assertEquals("0.05", PriceText.perMillion(50_000));
        assertEquals("15.00", PriceText.perMillion(15_000_000));
        assertEquals("0.0375", PriceText.perMillion(37_500));
        var prices = new LinkedHashMap<ModelRef, Optional<Price>>();
        prices.put(LUNA, Optional.of(price(LocalDate.of(2026, 11, 10), true)));
        prices.put(SOL, Optional.empty());
        assertEquals("""
                model                  input  output  batch in  batch out  context  source
                openai/gpt-6-luna      0.10+   0.40+      0.05       0.20     1.0M  [1]
                openai/gpt-6.1-sol  no price

                USD per million tokens; + dearer for long prompts
                [1] somebody, 2026-11-10
                """, PriceText.table(prices, 80, Paint.OFF));
        assertTrue(PriceText.json(prices).endsWith(",{\"model\":\"openai/gpt-6.1-sol\",\"priced\":false}]"));
    }

    @Test
    void missingAndOldPricesAreFound() {
        var today = LocalDate.of(2026, 11, 20);
        var book =
                new PriceBook(Map.of(LUNA, price(today.minusDays(91), true), SOL, price(today.minusDays(90), false)));
        var tiers = List.of(
                new TierSpec("simple", 0, List.of(LUNA)),
                new TierSpec("flagship", 0.5, List.of(SOL, ModelRef.parse("nearby/own"))));
        assertEquals(
                List.of(
                        new PriceFinding("simple", LUNA, "the price is of 2026-08-21"),
                        new PriceFinding("flagship", SOL, "no price for the batch lane"),
                        new PriceFinding("flagship", ModelRef.parse("nearby/own"), "no price")),
                PriceFinding.of(tiers, book, today));
        var fresh = new PriceBook(Map.of(LUNA, price(today.minusDays(90), true)));
        assertEquals(List.of(), PriceFinding.of(tiers.subList(0, 1), fresh, today));
    }

    private static Price price(LocalDate date, boolean batch) {
        var low = new Price.Step(0, 100_000, 10_000, 100_000, 400_000);
        var high = new Price.Step(200_000, 200_000, 20_000, 200_000, 800_000);
        var half = List.of(new Price.Step(0, 50_000, 5_000, 50_000, 200_000));
        return new Price(
                List.of(low, high), batch ? Optional.of(half) : Optional.empty(), 1_047_576, 32_768, "somebody", date);
    }

    @Test
    void settingsAreShownWithTheirOrigin() {
        var shown = List.of(new Shown("max_tokens", "4096", "default"), new Shown("name", "a\u001bb", "route.yaml:3"));
        assertEquals("""
                max_tokens  4096  (default)
                name        a?b  (route.yaml:3)
                """, ConfigShowCommand.text(shown, 80, Paint.OFF));
        assertEquals(
                "[{\"key\":\"max_tokens\",\"value\":\"4096\",\"origin\":\"default\"},"
                        + "{\"key\":\"name\",\"value\":\"a\\u001Bb\",\"origin\":\"route.yaml:3\"}]",
                ConfigShowCommand.json(shown));
    }

    @Test
    void findingsSayWhatIsToBeMended() {
        assertEquals("ok    java           Java 17", HouseCheck.java(17).text(80, Paint.OFF));
        assertEquals(Finding.Level.MEND, HouseCheck.java(16).level());
        assertEquals(
                "[{\"check\":\"java\",\"level\":\"ok\",\"detail\":\"Java 25\"}]",
                Finding.json(List.of(HouseCheck.java(25))));
    }

    @Test
    void onlyMarkedProvidersAreSimulated() {
        var real = new Provider(
                "openai",
                "openai",
                "https://api.openai.com/v1",
                "KEY",
                List.of(),
                List.of(Lane.BATCH),
                Optional.empty(),
                route.domain.Quota.UNKNOWN,
                route.domain.Rates.UNKNOWN,
                "");
        assertFalse(Simulated.isSimulated(real));
        assertTrue(Simulated.isSimulated(real.at("sandbox:openai")));
    }

    @Test
    void inputOptionsBecomeSettingsByTheirKey() {
        var input = new InputOptions();
        var line = new CommandLine(CommandLine.Model.CommandSpec.create()
                .addMixin("input", CommandLine.Model.CommandSpec.forAnnotatedObject(input)));
        line.parseArgs(
                "-",
                "--input-format",
                "csv",
                "--delimiter",
                ";",
                "--encoding",
                "utf-16",
                "--prompt-column",
                "q",
                "--template",
                "{{a}}",
                "--template-file",
                "t",
                "--system",
                "s",
                "--system-file",
                "f",
                "--map",
                "id=ticket id",
                "--map",
                "tag=team",
                "--on-bad-row",
                "skip",
                "--max-tokens",
                "9",
                "--name",
                "n",
                "--prices",
                "p.json",
                "--sandbox");
        assertEquals(
                "{input_format=csv, delimiter=;, encoding=utf-16, prompt_column=q, template={{a}}, template_file=t, "
                        + "system=s, system_file=f, map=id=ticket id,tag=team, on_bad_row=skip, max_tokens=9, name=n, "
                        + "prices=p.json, sandbox=true}",
                input.flags().toString());
    }

    @Test
    void deliveryOptionsBecomeSettingsByTheirKey() {
        var delivery = new DeliveryOptions();
        var line = new CommandLine(CommandLine.Model.CommandSpec.create()
                .addMixin("delivery", CommandLine.Model.CommandSpec.forAnnotatedObject(delivery)));
        line.parseArgs(
                "--output-format", "jsonl", "--overwrite", "--safe-cells", "--max-cost", "5.00", "--allow-unpriced");
        assertEquals(
                "{output=-, output_format=jsonl, overwrite=true, safe_cells=true, budget.max_cost=5.00, "
                        + "budget.allow_unpriced=true}",
                delivery.flags(Optional.of("-")).toString());
    }
}
