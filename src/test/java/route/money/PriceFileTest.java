package route.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.InputException;
import route.domain.ModelRef;

class PriceFileTest {
    @TempDir
    Path dir;

    @Test
    void theSampleIsImportedAndReadBackAsItWas() {
        var target = dir.resolve("home/prices.json");
        assertEquals(3, PriceFile.importFrom(Path.of("samples/prices.json"), target));
        assertEquals(
                PriceFile.read(Path.of("samples/prices.json")).all(),
                PriceFile.read(target).all());
        var luna =
                PriceFile.read(target).find(ModelRef.parse("openai/gpt-6-luna")).orElseThrow();
        assertEquals(2, luna.realtime().size());
        assertEquals(
                new Price.Step(272_000, 100_000, 10_000, 125_000, 375_000),
                luna.batch().orElseThrow().get(1));
    }

    @Test
    void theTieredPricesOfAlibabaBecomeStepsAtHalfPriceInBatch() {
        var flash = PriceFile.read(Path.of("samples/prices.json"))
                .find(ModelRef.parse("dashscope/qwen-flash"))
                .orElseThrow();
        assertEquals(256_000, flash.realtime().get(1).fromInputTokens());
        assertEquals(250_000, flash.realtime().get(1).input());
        assertEquals(1_000_000, flash.batch().orElseThrow().get(1).output());
    }

    @Test
    void everyBadPriceIsNamedWithItsModelAndField() throws IOException {
        refused("\"0.1\"", "dollars per token, such as 0.00000015");
        refused("-0.1", "from 0 to 1");
        refused("2.50", "from 0 to 1");
        refused("1e999999999", "from 0 to 1");
        refused("true", "dollars per token");
    }

    private void refused(String number, String right) throws IOException {
        var file = file("{\"gpt-x\": {\"litellm_provider\": \"openai\", \"input_cost_per_token\": " + number
                + ", \"output_cost_per_token\": 1e-7}}");
        var e = assertThrows(InputException.class, () -> PriceFile.read(file));
        assertTrue(
                e.getMessage().startsWith("price file " + file + ": model gpt-x: input_cost_per_token is "),
                e.getMessage());
        assertTrue(e.getMessage().contains(right), e.getMessage());
        assertEquals(2, e.getMessage().lines().count());
    }

    @Test
    void aPriceFinerThanAPicodollarIsRoundedHalfUpWithoutBigNumbers() throws IOException {
        var file = file("{\"gpt-x\": {\"litellm_provider\": \"openai\", \"input_cost_per_token\": 1.5e-12,"
                + " \"output_cost_per_token\": 1e-999999999}}");
        var step = assertTimeout(
                Duration.ofSeconds(2),
                () -> PriceFile.read(file)
                        .find(ModelRef.parse("openai/gpt-x"))
                        .orElseThrow()
                        .realtime()
                        .get(0));
        assertEquals(2, step.input());
        assertEquals(0, step.output());
    }

    @Test
    void aDoubledModelIsRefusedBecauseOneOfTheTwoPricesIsWrong() throws IOException {
        var file = file("{\"a\": {\"litellm_provider\": \"openai\"},\n \"a\": {\"litellm_provider\": \"openai\"}}");
        var e = assertThrows(InputException.class, () -> PriceFile.read(file));
        assertTrue(
                e.getMessage().startsWith("price file " + file + ":2:5 is not JSON: the name \"a\" comes twice"),
                e.getMessage());
    }

    @Test
    void brokenJsonNamesItsLine() throws IOException {
        var file = file("{\n\"a\": {\n");
        var e = assertThrows(InputException.class, () -> PriceFile.read(file));
        assertTrue(
                e.getMessage().startsWith("price file " + file + ":3:1 is not JSON: it ends before"), e.getMessage());
    }

    @Test
    void aFileThatIsMissingOrEmptyOrNoObjectIsRefused() throws IOException {
        var missing = dir.resolve("none.json");
        assertEquals(
                "price file " + missing + " does not exist",
                assertThrows(InputException.class, () -> PriceFile.read(missing))
                        .getMessage());
        for (var text : new String[] {"", "[]", "3"}) {
            var file = file(text);
            assertThrows(InputException.class, () -> PriceFile.read(file), text);
        }
    }

    @Test
    void aFileWithoutAnyPriceIsNotImportedAndLeavesTheOldOneAlone() throws IOException {
        var target = Files.writeString(dir.resolve("prices.json"), "old");
        var file = file("{\"dall-e\": {\"litellm_provider\": \"openai\", \"mode\": \"image_generation\"}}");
        assertThrows(InputException.class, () -> PriceFile.importFrom(file, target));
        assertEquals("old", Files.readString(target));
        try (var left = Files.list(dir)) {
            assertEquals(2, left.count());
        }
    }

    @Test
    void retiredModelsAndOtherModesAreLeftOut() throws IOException {
        var price = "\"input_cost_per_token\": 1e-6, \"output_cost_per_token\": 1e-6";
        var file = file("{\"old\": {\"litellm_provider\": \"openai\", \"deprecation_date\": \"2020-01-01\", " + price
                + "}, \"voice\": {\"litellm_provider\": \"openai\", \"mode\": \"audio_speech\", " + price
                + "}, \"new\": {\"litellm_provider\": \"together_ai\", " + price + "}}");
        assertEquals("[together/new]", PriceFile.read(file).all().keySet().toString());
    }

    @Test
    void ourOwnFormIsCheckedTooAndNamesTheLine() throws IOException {
        var head = "{\"format\":\"route prices 1\"\n,\"models\":{\n";
        var entry = "{\"context\":1,\"max_output\":1,\"source\":\"x\",\"date\":\"2026-11-01\",\"realtime\":";
        var negative = file(head + "\"a/b\":" + entry + "[[0,-1,1,1,1]]}}}");
        var e = assertThrows(InputException.class, () -> PriceFile.read(negative));
        assertTrue(
                e.getMessage().startsWith("price file " + negative + ":3: a/b is not as the format"), e.getMessage());
        var noSteps = file(head + "\"a/b\":" + entry + "[]}}}");
        assertThrows(InputException.class, () -> PriceFile.read(noSteps));
        var noProvider = file(head + "\"b\":" + entry + "[[0,1,1,1,1]]}}}");
        assertThrows(InputException.class, () -> PriceFile.read(noProvider));
        var cut = file(head + "\"a/b\":" + entry + "[[0,1,");
        assertThrows(InputException.class, () -> PriceFile.read(cut));
        var good = file(head + "\"a/b\":" + entry + "[[0,1,1,1,1]]}}}");
        assertEquals(
                Optional.empty(),
                PriceFile.read(good).find(ModelRef.parse("a/b")).orElseThrow().batch());
    }

    @Test
    void theBuiltInBookIsWhatTheSharedPriceFileSays() {
        var given = Optional.ofNullable(System.getProperty("ROUTE_SHARED_DATA", System.getenv("ROUTE_SHARED_DATA")));
        var shared = Path.of(given.orElse("../shared/data")).resolve("prices/model_prices.json");
        assumeTrue(Files.exists(shared));
        assertEquals(PriceFile.read(shared).all(), PriceBook.builtIn().all());
    }

    private Path file(String json) throws IOException {
        return Files.writeString(dir.resolve("given.json"), json);
    }
}
