package route.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.InputException;

class HttpWireTest {
    private static final String KEY = "sk-very-secret-key-0123456789";

    @RegisterExtension
    static final WireMockExtension server = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    @TempDir
    Path directory;

    private final List<String> traced = new ArrayList<>();
    private Connections connections;
    private Wire wire;

    @BeforeEach
    void open() {
        connections = patientFor(Duration.ofSeconds(20));
        wire = wireTo(server.baseUrl() + "/v1");
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private Connections patientFor(Duration time) {
        return new Connections(new Timeouts(time, time, time, time, time, time), "9.9.9", traced::add);
    }

    private Wire wireTo(String baseUrl) {
        return new HttpWire(connections, baseUrl, Auth.BEARER, () -> Optional.of(KEY));
    }

    private static Call create() {
        return Call.post("/batches", new Body.Json("{\"a\":1}"));
    }

    @Test
    void aCallCarriesKeyAgentHeadersAndBody() throws NoAnswerException {
        server.stubFor(post(urlEqualTo("/v1/batches?x=1")).willReturn(ok("täst").withHeader("X-Request-Id", "r1")));
        var call = Call.post("/batches?x=1", new Body.Json("{\"ä\":1}")).with("anthropic-version", "2026-10-21");
        var reply = wire.send(call);
        assertEquals(200, reply.status());
        assertEquals("täst", reply.body());
        assertEquals(Optional.of("r1"), reply.header("X-REQUEST-ID"));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/v1/batches?x=1"))
                        .withHeader("Authorization", equalTo("Bearer " + KEY))
                        .withHeader("User-Agent", equalTo("route/9.9.9"))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withHeader("anthropic-version", equalTo("2026-10-21"))
                        .withRequestBody(equalTo("{\"ä\":1}")));
    }

    @Test
    void aProviderWithoutKeyGetsNoHeader() throws NoAnswerException {
        server.stubFor(get(anyUrl()).willReturn(ok()));
        new HttpWire(connections, server.baseUrl(), Auth.BEARER, Optional::empty).send(Call.get("/models"));
        server.verify(1, getRequestedFor(urlEqualTo("/models")).withoutHeader("Authorization"));
    }

    @Test
    void theKeyIsAskedForAtEachCall() throws NoAnswerException {
        server.stubFor(get(anyUrl()).willReturn(ok()));
        var keys = new ArrayList<>(List.of("one", "two"));
        var rotating = new HttpWire(
                connections, server.baseUrl(), new Auth("x-api-key", ""), () -> Optional.of(keys.remove(0)));
        rotating.send(Call.get("/a"));
        rotating.send(Call.get("/b"));
        server.verify(1, getRequestedFor(urlEqualTo("/a")).withHeader("x-api-key", equalTo("one")));
        server.verify(1, getRequestedFor(urlEqualTo("/b")).withHeader("x-api-key", equalTo("two")));
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY + "\n", KEY + "\r\nX-Evil: 1", "", "sk-schlüssel-secret", "sk secret"})
    void anUnusableKeyIsThePersonsMistakeAndNotRepeated(String broken) {
        var wire = new HttpWire(connections, server.baseUrl(), new Auth("x-api-key", ""), () -> Optional.of(broken));
        var mistake = assertThrows(InputException.class, () -> wire.send(Call.get("/models")));
        assertFalse(everythingIn(mistake).contains("secret"), everythingIn(mistake));
        server.verify(0, getRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "api.openai.com/v1", "ftp://host", "https://host/v1?key=1", "http://ho st"})
    void anAddressThatIsNoneIsThePersonsMistake(String address) {
        assertThrows(InputException.class, () -> wireTo(address));
    }

    @Test
    void aRefusedPortCertainlyDidNotArrive() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var lost = assertThrows(
                NoAnswerException.class,
                () -> wireTo("http://127.0.0.1:" + port).send(create()));
        assertFalse(lost.mayHaveArrived());
    }

    @Test
    void anUnknownHostCertainlyDidNotArrive() {
        var lost = assertThrows(
                NoAnswerException.class,
                () -> wireTo("http://no-such-host.invalid").send(create()));
        assertFalse(lost.mayHaveArrived());
    }

    @Test
    void aFailedHandshakeCertainlyDidNotArrive() {
        var plain = server.baseUrl().replace("http:", "https:");
        var lost = assertThrows(NoAnswerException.class, () -> wireTo(plain).send(create()));
        assertFalse(lost.mayHaveArrived());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aBrokenAnswerMayHaveArrivedAndIsNotSentAgain(Fault fault) {
        server.stubFor(post(anyUrl()).willReturn(aResponse().withFault(fault)));
        var lost = assertThrows(NoAnswerException.class, () -> wire.send(create()));
        assertTrue(lost.mayHaveArrived());
        assertFalse(everythingIn(lost).contains(KEY));
        server.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void aSlowAnswerMayHaveArrivedAndIsNotSentAgain() {
        server.stubFor(post(anyUrl()).willReturn(ok().withFixedDelay(3000)));
        try (var impatient = patientFor(Duration.ofSeconds(1))) {
            var wire = new HttpWire(impatient, server.baseUrl(), Auth.BEARER, () -> Optional.of(KEY));
            var lost = assertThrows(NoAnswerException.class, () -> wire.send(create()));
            assertTrue(lost.mayHaveArrived());
        }
        server.verify(1, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308, 401, 408, 421, 425, 429, 500, 503})
    void anyAnswerToAPostIsGivenBackAfterOneCall(int status) throws NoAnswerException {
        server.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Location", "/v1/elsewhere")
                        .withHeader("Retry-After", "0")
                        .withBody("said")));
        var reply = wire.send(create());
        assertEquals(status, reply.status());
        assertEquals("said", reply.body());
        assertEquals(1, server.getAllServeEvents().size());
    }

    @Test
    void aRedirectWhenReadingTakesNoKeyToStrangers() throws NoAnswerException {
        var stranger = "http://localhost:" + server.getPort();
        var home = "http://127.0.0.1:" + server.getPort();
        server.stubFor(
                get("/file").willReturn(aResponse().withStatus(302).withHeader("Location", stranger + "/signed")));
        server.stubFor(get("/signed").willReturn(ok("rows")));
        var wire = new HttpWire(connections, home, new Auth("x-api-key", ""), () -> Optional.of(KEY));
        assertEquals("rows", wire.send(Call.get("/file")).body());
        server.verify(1, getRequestedFor(urlEqualTo("/file")).withHeader("x-api-key", equalTo(KEY)));
        server.verify(1, getRequestedFor(urlEqualTo("/signed")).withoutHeader("x-api-key"));
    }

    @Test
    void anAnswerTooLongForMemoryIsRefused() {
        server.stubFor(get(anyUrl()).willReturn(ok().withBody(new byte[(16 << 20) + 1])));
        var lost = assertThrows(NoAnswerException.class, () -> wire.send(Call.get("/batches")));
        assertTrue(lost.getMessage().contains("16 MB"));
    }

    @Test
    void aLargeFormStreamsWholeAndInOrder() throws IOException {
        var file = directory.resolve("rows.jsonl");
        var line = ("{\"custom_id\":\"x\",\"pad\":\"" + "ä".repeat(1000) + "\"}\n").getBytes(StandardCharsets.UTF_8);
        try (var out = Files.newOutputStream(file)) {
            for (long written = 0; written < 30L << 20; written += line.length) out.write(line);
        }
        server.stubFor(post(anyUrl()).willReturn(ok("{}")));
        var fields = Map.of("purpose", "batch");
        wire.send(Call.post("/files", new Body.Form(fields, "route-a.jsonl", file)));
        var sent = server.getAllServeEvents().get(0).getRequest();
        var body = sent.getBody();
        var head = new String(body, 0, 600, StandardCharsets.UTF_8);
        assertTrue(head.indexOf("name=\"purpose\"") < head.indexOf("name=\"file\"; filename=\"route-a.jsonl\""), head);
        assertTrue(body.length > Files.size(file) && body.length < Files.size(file) + 1000);
        assertEquals(Integer.toString(body.length), sent.getHeader("Content-Length"));
        server.resetRequests();
    }

    @Test
    void aMissingFileIsNoTroubleOfTheLine() {
        var gone = new Body.JsonFile(directory.resolve("gone.json"));
        assertThrows(UncheckedIOException.class, () -> wire.send(Call.post("/batches", gone)));
        assertEquals(0, server.getAllServeEvents().size());
    }

    @Test
    void aDownloadAppearsWholeUnderItsName() throws IOException {
        var rows = "{\"a\":1}\n".repeat(200_000);
        server.stubFor(get(anyUrl()).willReturn(ok(rows)));
        var target = Files.writeString(directory.resolve("out.jsonl"), "old");
        var reply = wire.download(Call.get("/files/f/content"), target);
        assertEquals("", reply.body());
        assertEquals(rows, Files.readString(target));
        assertEquals(List.of("out.jsonl"), names());
    }

    @Test
    void anotherStatusIsGivenBackAndLeavesNoFile() throws IOException {
        server.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(404).withBody("no")));
        var reply = wire.download(Call.get("/files/f/content"), directory.resolve("out.jsonl"));
        assertEquals(404, reply.status());
        assertEquals("no", reply.body());
        assertEquals(List.of(), names());
    }

    @Test
    void successWithoutTheFileLeavesNoFileAndNoContentAnEmptyOne() throws IOException {
        var target = directory.resolve("out.jsonl");
        server.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(202).withBody("soon")));
        assertEquals(202, wire.download(Call.get("/files/f/content"), target).status());
        assertEquals(List.of(), names());
        server.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(204)));
        assertEquals(204, wire.download(Call.get("/files/f/content"), target).status());
        assertEquals("", Files.readString(target));
    }

    @Test
    void aDownloadCutShortLeavesNothing() throws Exception {
        var answers = List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":1}\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"a\":1}\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{\"a\":1}\n\r\n0\r\n\r\n");
        for (var answer : answers) {
            try (var cutter = new CuttingServer(answer)) {
                var target = directory.resolve("out.jsonl");
                var lost = assertThrows(
                        NoAnswerException.class,
                        () -> wireTo(cutter.baseUrl()).download(Call.get("/x"), target),
                        answer);
                assertTrue(lost.mayHaveArrived());
                assertEquals(List.of(), names());
            }
        }
    }

    @Test
    void aWebPageIsNotTakenForTheFile() throws Exception {
        server.stubFor(get(anyUrl())
                .willReturn(ok("<html>please log in</html>").withHeader("Content-Type", "Text/HTML; charset=utf-8")));
        var lost = assertThrows(
                NoAnswerException.class, () -> wire.download(Call.get("/x"), directory.resolve("out.jsonl")));
        assertEquals("no answer from localhost: a web page came in place of the file", lost.getMessage());
        assertEquals(List.of(), names());
    }

    @Test
    void aFullOrForbiddenDiskIsNoTroubleOfTheLine() {
        server.stubFor(get(anyUrl()).willReturn(ok("rows")));
        var nowhere = directory.resolve("missing").resolve("out.jsonl");
        assertThrows(UncheckedIOException.class, () -> wire.download(Call.get("/x"), nowhere));
    }

    @Test
    void theTraceShowsNeitherKeyNorQuery() throws NoAnswerException {
        server.stubFor(any(anyUrl()).willReturn(ok("answer-text")));
        wire.send(Call.get("/batches?limit=100&after=secret-place"));
        assertEquals(1, traced.size());
        assertTrue(traced.get(0).matches("GET http://[^ ]+/v1/batches -> 200 \\(\\d+ ms\\)"), traced.get(0));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    private static String everythingIn(Throwable trouble) {
        var text = new StringWriter();
        trouble.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
