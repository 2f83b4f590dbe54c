package route.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.InputKind;
import route.domain.JobSpec;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.OnBadRow;
import route.domain.TierSpec;
import route.domain.Usage;
import route.money.PriceBook;

class JobSpecTest {
    @TempDir
    Path dir;

    private Given given;

    @BeforeEach
    void start() {
        given = new Given(dir);
    }

    @Test
    void aFileAndNothingElseMakesACompleteJob() {
        var spec = given.input("in.csv").load().jobSpec();
        assertEquals("in", spec.name());
        assertEquals(given.work.resolve("in.csv").toString(), spec.source().path());
        assertEquals(
                given.work.resolve("in.results.csv").toString(), spec.delivery().path());
        assertEquals(List.of("simple", "medium", "flagship"), names(spec));
        assertEquals("prompt", spec.ask().promptColumn());
        assertEquals(OnBadRow.STOP, spec.onBadRow());
        assertEquals(Optional.empty(), spec.budget().maxCost());
        assertEquals(3, spec.maxAttempts());
        assertTrue(spec.providers().containsKey("groq"));
    }

    /** As of a process substitution, {@code /dev/fd/63}: no file can be made beside it. */
    @Test
    void theAnswersToAPipeGoToStandardOutput() {
        assertTrue(given.input("/dev/null").load().jobSpec().delivery().isStdout());
    }

    @Test
    void theDefaultOutputStandsBesideTheInput() {
        given.write("work/deep/a.b.JSONL.gz", "").write("work/data", "").write("work/.hidden", "");
        assertEquals("a.b.results.JSONL", output("deep/a.b.JSONL.gz"));
        assertEquals("data.results", output("data"));
        assertEquals(".hidden.results", output(".hidden"));
        given.flag("output_format", "openai");
        assertEquals("a.b.results.jsonl", output("deep/a.b.JSONL.gz"));
        given.flag("output_format", "tsv");
        assertEquals("in.results.tsv", output("in.csv"));
    }

    private String output(String input) {
        var spec = given.input(input).load().jobSpec();
        var path = Path.of(spec.delivery().path());
        assertEquals(Path.of(spec.source().path()).getParent(), path.getParent());
        return path.getFileName().toString();
    }

    @Test
    void standardInputGoesToStandardOutputUnlessAFileIsNamed() {
        var spec = given.input("-").load().jobSpec();
        assertTrue(spec.source().isStdin());
        assertTrue(spec.delivery().isStdout());
        assertEquals("stdin", spec.name());
        spec = given.flag("output", "out.jsonl").load().jobSpec();
        assertEquals(given.work.resolve("out.jsonl").toString(), spec.delivery().path());
        assertEquals(Optional.of(InputKind.JSONL), spec.delivery().kind());
        spec = given.input("in.csv").flag("output", "-").load().jobSpec();
        assertTrue(spec.delivery().isStdout());
        assertEquals(Optional.empty(), spec.delivery().kind());
    }

    @Test
    void pathsInAJobFileStartFromItsDirectoryAndFlagsFromTheWorkingDirectory() {
        given.write("work/jobs/t.txt", "\uFEFFSay {{body}}\r\n\n").write("work/jobs/data.tsv", "body\nx\n");
        given.job("input: data.tsv\ntemplate_file: ./t.txt\noutput: ../out.tsv\nname: my tickets\n");
        var spec = given.load().jobSpec();
        assertEquals(
                given.work.resolve("jobs/data.tsv").toString(), spec.source().path());
        assertEquals("Say {{body}}\r\n", spec.ask().template());
        assertEquals(given.work.resolve("out.tsv").toString(), spec.delivery().path());
        assertEquals("my tickets", spec.name());
        spec = given.flag("output", "other.tsv").load().jobSpec();
        assertEquals(given.work.resolve("other.tsv").toString(), spec.delivery().path());
    }

    @Test
    void anInputThatEndsInYamlIsAJobFile() {
        given.job("input: ../in.csv\nmax_tokens: 9");
        given.jobFile = Optional.empty();
        var spec = given.input("jobs/a.yaml").load().jobSpec();
        assertEquals(9, spec.ask().maxTokens());
        assertEquals(given.work.resolve("in.csv").toString(), spec.source().path());
    }

    @Test
    void everythingAJobFileSaysArrives() {
        given.job("""
                input: ../in.csv
                input_format: csv
                delimiter: tab
                encoding: windows-1252
                system: Be kind.
                max_attempts: 5
                on_bad_row: skip
                overwrite: true
                safe_cells: true
                budget: {max_cost: $5.25, allow_unpriced: true}
                lookup: {grace: 1d}
                aliases: {cheap: gpt-6-luna, big: anthropic/claude-opus-5-5}
                tiers:
                  low: {models: cheap}
                  mid: {models: [cheap, big]}
                  up: {models: [claude-sonnet-5-5]}
                  top: {models: [big], from: .9}
                rules:
                  - {when: {tag: legal, task: write, contains: Müller, matches: 'a+', min_tokens: 7, column: {lang: de, n: 1}}, tier: top}
                  - {when: {}, model: cheap}
                """);
        var spec = given.load().jobSpec();
        assertEquals('\t', spec.source().delimiter());
        assertEquals("windows-1252", spec.source().encoding());
        assertEquals(Optional.of(Money.ofDollars("5.25")), spec.budget().maxCost());
        assertTrue(spec.budget().allowUnpriced()
                && spec.delivery().overwrite()
                && spec.delivery().safeCells());
        assertEquals("PT24H", spec.lookupGrace().toString());
        assertEquals(Map.of("cheap", "openai/gpt-6-luna", "big", "anthropic/claude-opus-5-5"), spec.aliases());
        assertEquals(List.of("low", "mid", "up", "top"), names(spec));
        assertEquals(
                List.of(0.0, 0.25, 0.5, 0.9),
                spec.tiers().stream().map(TierSpec::from).toList());
        assertEquals(
                "anthropic/claude-sonnet-5-5",
                spec.tiers().get(2).models().get(0).toString());
        var rule = spec.rules().get(0);
        assertEquals("top", rule.tier());
        assertEquals(Map.of("lang", "de", "n", "1"), rule.columns());
        assertEquals(7, rule.minTokens());
        assertEquals("openai/gpt-6-luna", spec.rules().get(1).model());
    }

    @Test
    void theDefaultTiersRiseInPriceWhicheverKeysAreSetAndAllHaveABatchPrice() {
        var tiers = given.load().tiers();
        for (var keys : List.of(List.of("openai"), List.of("anthropic"), List.of("openai", "anthropic"))) {
            var last = Money.ZERO;
            for (var tier : tiers) {
                var model = tier.models().stream()
                        .filter(it -> keys.contains(it.provider()))
                        .findFirst()
                        .orElseThrow();
                var price = PriceBook.builtIn().find(model).orElseThrow();
                assertTrue(price.batch().isPresent(), model.toString());
                var cost = price.of(Usage.of(500, 500), Lane.BATCH);
                assertTrue(cost.isMoreThan(last), keys + ": " + tier.name() + " costs " + cost + " after " + last);
                last = cost;
            }
        }
        var first = tiers.stream().map(it -> it.models().get(0).provider()).distinct();
        assertEquals(2, first.count());
    }

    @Test
    void oneKeyOfAnotherProviderIsEnough() {
        var variables = List.of(
                "GEMINI", "MISTRAL", "XAI", "OPENROUTER", "TOGETHER", "GROQ", "DASHSCOPE", "DEEPINFRA", "DEEPSEEK");
        for (var name : variables) {
            given.env.clear();
            given.env(name + "_API_KEY", "a-key");
            var last = Money.ZERO;
            for (var tier : given.load().tiers()) {
                assertEquals(
                        List.of(name.toLowerCase(Locale.ROOT)),
                        tier.models().stream().map(ModelRef::provider).toList());
                var price = PriceBook.builtIn()
                        .find(tier.models().get(0))
                        .orElseThrow(() -> new AssertionError(tier.toString()));
                var cost = price.of(Usage.of(500, 500), Lane.BATCH);
                assertFalse(last.isMoreThan(cost), name + ": " + tier.name() + " costs " + cost + " after " + last);
                last = cost;
            }
        }
        given.env.clear();
        given.env("FIREWORKS_API_KEY", "a-key");
        assertEquals("anthropic", first(), "an account is missing");
        given.env("FIREWORKS_ACCOUNT_ID", "mine");
        assertEquals("fireworks", first());
        assertTrue(PriceBook.builtIn()
                .find(given.load().tiers().get(2).models().get(0))
                .isPresent());
    }

    private String first() {
        return given.load().tiers().get(0).models().get(0).provider();
    }

    @Test
    void otherKeysChangeNothingForWhoHasOneOfOpenAiOrAnthropicOrTriesTheSandbox() {
        var usual = given.load().tiers();
        given.env("GEMINI_API_KEY", "a-key").env("OPENAI_API_KEY", "a-key");
        assertEquals(usual, given.load().tiers());
        given.env.remove("OPENAI_API_KEY");
        assertNotEquals(usual, given.load().tiers());
        given.flag("sandbox", "true");
        assertEquals(usual, given.load().tiers());
    }

    @Test
    void aModelWithoutAPriceIsAllowedAndNoted() {
        given.project("tiers: {a: {models: [openai/gpt-9]}}");
        assertEquals(
                List.of(
                        "openai/gpt-9 has no price: it costs nothing in estimates and reports, and a budget keeps it out"),
                given.load().notes());
        given.write(
                "home/p.json",
                "{\"gpt-9\": {\"litellm_provider\": \"openai\", \"input_cost_per_token\": 0, \"output_cost_per_token\": 0}}");
        given.flag("prices", "../home/p.json");
        assertEquals(List.of(), given.load().notes());
        assertEquals(Optional.of(dir.resolve("home/p.json")), given.load().priceFile());
    }

    @Test
    void importedPricesHoldBesideThoseTheSettingsName() {
        var entry = "{\"%s\": {\"litellm_provider\": \"openai\", \"input_cost_per_token\": 0.000001,"
                + " \"output_cost_per_token\": %s}}";
        given.write(
                "state/prices.json",
                entry.formatted("gpt-8", "0.000002").replace("}}", "},")
                        + entry.formatted("gpt-9", "0.000002").substring(1));
        given.write("home/p.json", entry.formatted("gpt-9", "0.000003"));
        given.env("ROUTE_HOME", "../state").flag("prices", "../home/p.json");
        var prices = given.load().prices();
        assertEquals(2_000_000, output(prices, "openai/gpt-8"));
        assertEquals(3_000_000, output(prices, "openai/gpt-9"));
    }

    private static long output(PriceBook prices, String model) {
        return prices.find(ModelRef.parse(model))
                .orElseThrow()
                .realtime()
                .get(0)
                .output();
    }

    @Test
    void aNewProviderNeedsOnlyADialectAndAnAddress() {
        given.project(
                "providers: {nearby: {dialect: openai, base_url: 'http://127.0.0.1:8080/v1', lanes: [realtime], api_key_env: null,"
                        + " limits: {max_rows: 10, max_bytes: 2MB}}}\ntiers: {only: {models: [nearby/qwen]}}");
        var nearby = given.load().providers().get("nearby");
        assertEquals(List.of(Lane.REALTIME), nearby.lanes());
        assertEquals(2_000_000, nearby.limits().orElseThrow().maxBytes());
        assertTrue(!nearby.needsKey() && new Keys(Map.of()).isSet(nearby));
        assertEquals("not needed", given.shown("providers.nearby.key").value());
    }

    @Test
    void regionsAndCheaperHoursArrive() {
        given.project("""
                providers:
                  openai: {region: EU, off_peak: {peak: [mon-fri 01:00-04:00, "sun 22:30-24:00"], discount: 25 %}}
                rules:
                  - {when: {tag: legal}, region: EU}
                only_region: EU
                """);
        var spec = given.input("in.csv").load().jobSpec();
        assertEquals("eu", spec.onlyRegion());
        assertEquals("eu", spec.rules().get(0).region());
        var openai = spec.providers().get("openai");
        assertEquals("eu", openai.region());
        var hours = openai.offPeak().orElseThrow();
        assertEquals(25, hours.discount());
        assertTrue(hours.isPeak(Instant.parse("2026-11-20T01:00:00Z")), "a Friday");
        assertFalse(hours.isPeak(Instant.parse("2026-11-21T01:00:00Z")), "a Saturday");
        assertTrue(hours.isPeak(Instant.parse("2026-11-22T23:59:59Z")), "a Sunday");
        assertFalse(hours.isPeak(Instant.parse("2026-11-22T22:29:59Z")));
        assertEquals(
                "mon-fri 01:00-04:00, sun 22:30-24:00; 25 % off at other hours",
                given.shown("providers.openai.off_peak").value());
        assertEquals("eu", given.shown("providers.openai.region").value());
        assertEquals(spec.providers(), given.load().jobSpec().providers());
    }

    @Test
    void deepSeeksCheaperHoursAreKnownAndMayBeTakenAway() {
        var deepseek = "providers: {deepseek: {dialect: openai, base_url: 'https://api.deepseek.com/v1'%s}}";
        given.project(deepseek.formatted(""));
        var hours = given.load().providers().get("deepseek").offPeak().orElseThrow();
        assertEquals(50, hours.discount());
        assertTrue(hours.isPeak(Instant.parse("2026-11-20T09:59:59Z")), "a Friday");
        assertFalse(hours.isPeak(Instant.parse("2026-11-20T05:00:00Z")));
        assertFalse(hours.isPeak(Instant.parse("2026-11-21T09:59:59Z")), "a Saturday");
        given.project(deepseek.formatted(", off_peak: null"));
        assertEquals(
                java.util.Optional.empty(),
                given.load().providers().get("deepseek").offPeak());
    }

    @Test
    void theSameSettingsMakeEqualSpecs() {
        given.input("in.csv").project("aliases: {a: openai/x, b: openai/y, c: openai/z}");
        assertEquals(given.load().jobSpec(), given.load().jobSpec());
        assertEquals("[a, b, c]", given.load().jobSpec().aliases().keySet().toString());
    }

    @Test
    void theJobFilesOfTheProjectAreValidAndRunnable() {
        for (var name : List.of("tickets", "tickets-careful", "prompts")) {
            given.input(Path.of("jobs/" + name + ".yaml").toAbsolutePath().toString());
            assertTrue(given.load().jobSpec().source().path().contains("/samples/"), name);
        }
    }

    private static List<String> names(JobSpec spec) {
        return spec.tiers().stream().map(TierSpec::name).toList();
    }
}
