package route;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers of one's own and gateways in between, as any program may find them that copies OpenAI's chat completions. */
class RealtimeGatewayTest {
    private static final String PATH = "/gate/models/v1/chat/completions";
    private static final String ANSWER = """
            {"choices":[{"message":{"role":"assistant","content":"two"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":7,"completion_tokens":1}}
            """;

    @TempDir
    private Path folder;

    private Program program;
    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @BeforeEach
    void open() throws IOException {
        program = new Program(folder);
        server.start();
        Files.writeString(program.here().resolve("in.csv"), "id,prompt\n1,one plus one\n2,one and one\n3,1+1\n");
        Files.writeString(program.here().resolve("route.yaml"), """
                providers:
                  near:
                    dialect: openai
                    base_url: "http://127.0.0.1:%d/gate/models/v1"
                    lanes: [realtime]
                    api_key_env: null
                    in_flight: 1
                tiers: {only: {models: [near/some-model]}}
                """.formatted(server.port()));
    }

    @AfterEach
    void close() {
        program.close();
        server.stop();
    }

    private Program.Said run() {
        return program.run(Map.of(), List.of("batch", "submit", "in.csv", "--wait"));
    }

    private List<String> output() throws IOException {
        return Files.readAllLines(program.here().resolve("in.results.csv"));
    }

    /** The first calls are answered like this, all others well. */
    private void first(int times, ResponseDefinitionBuilder answer) {
        for (var call = 0; call < times; call++) {
            server.stubFor(post(PATH)
                    .inScenario("first")
                    .whenScenarioStateIs(call == 0 ? STARTED : "call " + call)
                    .willReturn(answer)
                    .willSetStateTo("call " + (call + 1)));
        }
        server.stubFor(post(PATH)
                .inScenario("first")
                .whenScenarioStateIs("call " + times)
                .willReturn(okJson(ANSWER)));
    }

    @Test
    void aServerOfOnesOwnNeedsNoKeyAndMayLieBelowAPath() throws IOException {
        server.stubFor(post(PATH).willReturn(okJson(ANSWER)));
        var said = run();

        assertEquals(0, said.code(), said.err());
        assertEquals(
                3, output().stream().filter(it -> it.contains(",two,accepted,")).count());
        server.verify(3, postRequestedFor(urlEqualTo(PATH)).withHeader("Authorization", absent()));
    }

    /** DeepSeek sends blank lines while a call waits for its turn (API reference, 2026-11). */
    @Test
    void blankLinesBeforeTheAnswerAreNone() throws IOException {
        server.stubFor(post(PATH)
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody("\n\n\n\r\n\n" + ANSWER)
                        .withChunkedDribbleDelay(8, 300)));
        var said = run();

        assertEquals(0, said.code(), said.err());
        assertEquals(
                3, output().stream().filter(it -> it.contains(",two,accepted,")).count());
        assertFalse(said.err().contains("may have been billed"), said.err());
    }

    @Test
    void aModelThatIsStillLoadingIsWaitedFor() throws IOException {
        var loading = "{\"error\":{\"message\":\"Loading model\",\"type\":\"unavailable_error\",\"code\":503}}";
        first(12, aResponse().withStatus(503).withBody(loading));
        var said = run();

        assertEquals(0, said.code(), said.err());
        assertEquals(
                3, output().stream().filter(it -> it.contains(",two,accepted,")).count());
        assertFalse(said.err().contains("may have been billed"), said.err());
    }

    @Test
    void aGatewaysErrorPageIsLivedThroughAndCounted() throws IOException {
        var page = "<html><head><title>502 Bad Gateway</title></head></html>";
        first(
                2,
                aResponse()
                        .withStatus(502)
                        .withHeader("Content-Type", "text/html")
                        .withBody(page));
        var said = run();

        assertEquals(0, said.code(), said.err());
        assertEquals(
                3, output().stream().filter(it -> it.contains(",two,accepted,")).count());
        assertTrue(said.err().contains("2 calls of near/some-model brought no answer"), said.err());
    }

    /** A login page in between is no answer to anybody's row: nothing fails, and a person is told. */
    @Test
    void aPageWhereTheApiShouldBeHoldsTheJob() {
        var page = "<html><body>Please log in</body></html>";
        server.stubFor(post(PATH)
                .willReturn(aResponse()
                        .withStatus(302)
                        .withHeader("Location", "/login")
                        .withBody(page)));
        var said = run();

        assertEquals(4, said.code(), said.err());
        assertTrue(said.err().contains("check the address of near"), said.err());

        server.stubFor(post(PATH).willReturn(okJson(ANSWER)));
        assertEquals(0, run().code());
    }

    @Test
    void aRowThatIsRefusedFailsAloneInTheProvidersWords() throws IOException {
        var refusal = "{\"error\":{\"message\":\"maximum context length is 8192 tokens\",\"code\":\"too_long\"}}";
        first(1, aResponse().withStatus(400).withBody(refusal));
        var said = run();

        assertEquals(3, said.code(), said.err());
        assertEquals(
                2, output().stream().filter(it -> it.contains(",two,accepted,")).count());
        assertEquals(
                1,
                output().stream()
                        .filter(it -> it.contains("maximum context length"))
                        .count());
    }
}
