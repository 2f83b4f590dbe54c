package route.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import route.domain.Endpoint;
import route.domain.Finish;
import route.domain.Message;
import route.domain.ModelRef;
import route.domain.Outcome;
import route.domain.Outcome.Answered;
import route.domain.Outcome.Errored;
import route.domain.Outcome.Reason;
import route.domain.Outcome.Unserved;
import route.domain.Prompt;
import route.domain.Usage;
import route.provider.CallException.Busy;
import route.provider.CallException.Declined;
import route.provider.CallException.Unclear;
import route.provider.RemoteStatus.Phase;
import route.wire.Connections;
import route.wire.HttpWire;
import route.wire.Timeouts;
import route.wire.Wire;

/** What every dialect must do. A dialect's own test says which fixtures, paths and words are its own. */
abstract class DialectContract {
    static final String KEY = "sk-test-0123456789abcdef";
    static final Instant START = Instant.parse("2026-11-20T04:00:00Z");

    @RegisterExtension
    static final WireMockExtension server = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    @TempDir
    Path directory;

    Connections connections;
    Wire wire;
    Shard shard;

    abstract Dialect dialect();

    abstract String model();

    abstract String basePath();

    /** Where batches are made and listed, below the server's address. */
    abstract String batchesPath();

    abstract String remoteId();

    /** The provider's status words. */
    abstract Map<String, Phase> words();

    /** The field of the batch object that holds its word. */
    abstract String wordField();

    /** Sets the word of a batch. */
    void say(ObjectNode batch, String word) {
        batch.put(wordField(), word);
    }

    /** Where batches are made. */
    String createPath() {
        return batchesPath();
    }

    String cancelPath() {
        return batchPath() + "/cancel";
    }

    String modelsPath() {
        return "/v1/models";
    }

    /** How the provider turns a wrong key away. */
    int wrongKeyStatus() {
        return 401;
    }

    /** How the provider says that the account is empty. */
    int noMoneyStatus() {
        return 429;
    }

    long mostBytes() {
        return 256_000_000L;
    }

    /** A page of the list; {@code next} is empty for the last. */
    ObjectNode page(List<ObjectNode> batches, String next) {
        var page = Json.object().put("has_more", !next.isEmpty());
        page.putArray("data").addAll(batches);
        return page;
    }

    /** The query that asks for a page, and what follows its number and the last id of the page before it. */
    String pageQuery(int page, String lastId) {
        return "?limit=100" + (page == 0 ? "" : "&" + cursor() + "=" + lastId);
    }

    /** The id of a row in its request. */
    String customId(JsonNode request) {
        return Json.string(request.path(idField()));
    }

    /** Result files in the order they are fetched: path to fixture. */
    abstract Map<String, String> resultFiles();

    /** The name of the paging parameter of the list. */
    abstract String cursor();

    /** A batch as the list shows it: still running, of {@code rows} rows, made {@code second} s after the start. */
    abstract ObjectNode listed(String id, int rows, long second);

    /** Makes a listed batch carry the mark of our shard, where this provider has room for one. */
    abstract void mark(ObjectNode batch);

    /** The text of the first user message of a rendered request. */
    abstract String userText(JsonNode request);

    /** The form of the rendered request that holds the parameters. */
    abstract JsonNode params(JsonNode request);

    @BeforeEach
    void open() throws IOException {
        connections = new Connections(Timeouts.standard(), "0", it -> {});
        wire = wireTo(server.baseUrl());
        var file = Files.writeString(directory.resolve("shard"), "rows of the shard");
        shard = new Shard(
                "9b1e44d07f",
                "t7k2",
                "q7f3",
                new ModelRef(dialect().name(), model()),
                Endpoint.CHAT,
                file,
                8,
                Files.size(file),
                "ab12");
    }

    @AfterEach
    void close() {
        connections.close();
    }

    Wire wireTo(String address) {
        return new HttpWire(connections, address + basePath(), dialect().auth(), () -> Optional.of(KEY));
    }

    /** The folder of its fixtures. */
    String fixtures() {
        return dialect().name();
    }

    String fixture(String name) {
        var path = "/route/provider/" + fixtures() + "/" + name;
        try (var in = DialectContract.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException trouble) {
            throw new java.io.UncheckedIOException(path, trouble);
        }
    }

    String batchPath() {
        return batchesPath() + "/" + remoteId();
    }

    /** The field of a rendered request that holds the row's id. */
    String idField() {
        return "custom_id";
    }

    /** The batch object of a provider that says this word. */
    String batchSaying(String word) {
        var batch = (ObjectNode) Json.read(fixture("created.json"));
        say(batch, word);
        return batch.toString();
    }

    /** What the second row of the results came to, which the provider refused. */
    Outcome refusedRow() {
        return new Errored("invalid_request_error", "max_tokens is too large", false);
    }

    /** What the third row came to, for which the provider was too busy. */
    Outcome troubledRow() {
        return new Errored("api_error", "overloaded", true);
    }

    void answerToCreate(ResponseDefinitionBuilder answer) {
        server.stubFor(post(urlPathEqualTo(createPath())).willReturn(answer));
    }

    static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    void statusIs(String json) {
        server.stubFor(get(urlPathEqualTo(batchPath())).willReturn(okJson(json)));
    }

    void listIs(ObjectNode... batches) {
        server.stubFor(get(urlPathEqualTo(batchesPath()))
                .willReturn(okJson(page(List.of(batches), "").toString())));
    }

    @Test
    void aCreationGivesTheProvidersIdAndIsSentOnce() {
        answerToCreate(json(200, fixture("created.json")));
        assertEquals(remoteId(), dialect().create(shard, "file-7Kq2", wire));
        server.verify(1, postRequestedFor(urlPathEqualTo(createPath())));
    }

    @Test
    void everyStatusWordIsUnderstood() {
        words().forEach((word, phase) -> {
            statusIs(batchSaying(word));
            var status = dialect().status(remoteId(), wire);
            assertEquals(phase, status.phase(), word);
            assertEquals(word, status.word());
        });
    }

    @Test
    void anUnknownWordIsSaidAndNoEnd() {
        statusIs(batchSaying("re_queueing"));
        var status = dialect().status(remoteId(), wire);
        assertEquals(Phase.UNKNOWN, status.phase());
        assertEquals("re_queueing", status.word());
    }

    @Test
    void anEndedBatchSaysCountsExpiryAndWhenToLookAgain() {
        server.stubFor(get(urlPathEqualTo(batchPath()))
                .willReturn(okJson(fixture("ended.json")).withHeader("Retry-After", "10")));
        var status = dialect().status(remoteId(), wire);
        assertEquals(8, status.total());
        assertEquals(8, status.done());
        assertEquals(10, status.retryAfterSeconds());
        assertEquals(Optional.of(Instant.parse("2026-11-21T04:00:00Z")), status.expiresAt());
        assertEquals("", status.problem());
    }

    private ResultLine read(String line) {
        var bytes = ("[" + line + "]").getBytes(StandardCharsets.UTF_8);
        return dialect().read(bytes, 1, bytes.length - 2);
    }

    @Test
    void resultsAreReadWhateverTheirOrder() throws IOException {
        statusIs(fixture("ended.json"));
        resultFiles()
                .forEach((path, name) ->
                        server.stubFor(get(path).willReturn(aResponse().withBody(fixture(name)))));
        var outcomes = new HashMap<String, Outcome>();
        for (var line : resultLines()) {
            var read = read(line);
            outcomes.put(read.customId(), read.outcome());
        }
        assertEquals(outcomes(), outcomes);
    }

    /** What the eight lines of the result files come to, by id. */
    Map<String, Outcome> outcomes() {
        var usage = Usage.of(20, 6);
        var calls = "[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"look_up\","
                + "\"arguments\":\"{\\\"order\\\":7}\"}}]";
        return Map.of(
                "q7f3-000001", new Answered("delivery", Finish.STOP, new Usage(1418, 1400, 10, 9, 5)),
                "q7f3-000002", refusedRow(),
                "q7f3-000003", troubledRow(),
                "q7f3-000004", new Unserved(Reason.CANCELLED),
                "q7f3-000005", new Unserved(Reason.EXPIRED),
                "q7f3-000006", new Answered("I can't help with that.", Finish.REFUSAL, usage),
                "q7f3-000007", new Answered("", Finish.LENGTH, usage),
                "q7f3-000008", new Answered(calls, Finish.TOOL_CALLS, usage));
    }

    /** All result lines of the batch, fetched as the dialect says: as files, or page by page. */
    private List<String> resultLines() throws IOException {
        var results = dialect().results(dialect().status(remoteId(), wire), wire);
        var lines = new ArrayList<String>();
        var part = directory.resolve("part");
        if (results instanceof Results.Files files) {
            for (var call : files.calls()) {
                assertEquals(200, wire.download(call, part).status());
                lines.addAll(Files.readAllLines(part));
            }
        }
        if (results instanceof Results.Pages pages) {
            var token = "";
            do {
                assertEquals(200, wire.download(pages.page().apply(token), part).status());
                var out = new java.io.ByteArrayOutputStream();
                token = Unfold.lines(part, pages, out);
                lines.addAll(out.toString(StandardCharsets.UTF_8).lines().toList());
            } while (!token.isEmpty());
        }
        return lines;
    }

    @Test
    void brokenAndStrangeResultLinesAreNoCrash() {
        for (var line : List.of("", "{\"custom_id\":\"q7f3-1\"", "null", "[]", "7", "\"x\"", "{} {}", "\u0000")) {
            var read = read(line);
            assertEquals("", read.customId(), line);
            assertTrue(assertInstanceOf(Errored.class, read.outcome()).retryable(), line);
        }
        for (var line : List.of(
                "{}",
                "{\"custom_id\":null,\"response\":7,\"result\":[]}",
                "{\"custom_id\":\"a\",\"response\":{\"status_code\":\"?\",\"body\":\"<html>\"},\"result\":{\"type\":\"new\"}}",
                "{\"custom_id\":\"a\",\"error\":\"text\",\"result\":{\"type\":\"errored\",\"error\":\"text\"}}")) {
            assertInstanceOf(Errored.class, read(line).outcome(), line);
        }
    }

    @Test
    void cancellingAsksTheProviderAndIsHarmlessAfterTheEnd() {
        server.stubFor(post(cancelPath()).willReturn(okJson(fixture("created.json"))));
        dialect().cancel(remoteId(), wire);
        server.verify(1, postRequestedFor(urlPathEqualTo(cancelPath())));
        for (int status : new int[] {400, 409}) {
            server.stubFor(post(cancelPath()).willReturn(json(status, fixture("bad-request.json"))));
            statusIs(fixture("ended.json"));
            dialect().cancel(remoteId(), wire);
        }
    }

    @Test
    void aCancellationThatIsRefusedWhileRunningIsNotHidden() {
        server.stubFor(post(cancelPath()).willReturn(json(400, fixture("bad-request.json"))));
        statusIs(fixture("created.json"));
        assertThrows(Declined.class, () -> dialect().cancel(remoteId(), wire));
    }

    @Test
    void aLostAnswerToACreationIsFoundAgain() {
        for (var fault : Fault.values()) {
            server.resetAll();
            answerToCreate(aResponse().withFault(fault));
            assertThrows(Unclear.class, () -> dialect().create(shard, "file-7Kq2", wire), fault.name());
            server.verify(1, postRequestedFor(urlPathEqualTo(createPath())));
        }
        var ours = listed(remoteId(), 8, 3);
        mark(ours);
        listIs(listed("other", 9, 5), ours);
        assertEquals(
                new Sighting.Found(remoteId(), dialect().isRecognisable()),
                dialect().find(shard, "file-7Kq2", START, Set.of(), wire));
    }

    @Test
    void whatIsNotListedIsAbsent() {
        listIs(listed("other", 9, 5));
        assertEquals(new Sighting.Absent(), dialect().find(shard, "file-7Kq2", START, Set.of(), wire));
        listIs();
        assertEquals(new Sighting.Absent(), dialect().find(shard, "file-7Kq2", START, Set.of(), wire));
    }

    @Test
    void searchingReadsEveryPageUntilTheyAreTooOld() {
        var ours = listed(remoteId(), 8, 3);
        mark(ours);
        server.stubFor(any(anyUrl()).atPriority(9).willReturn(json(500, "a page too many")));
        var last = "";
        for (int page = 0; page < 4; page++) {
            var batches = new ArrayList<ObjectNode>();
            for (int i = 0; i < 100; i++) batches.add(listed("p" + page + "i" + i, 9, page < 3 ? 60 - page : -100_000));
            if (page == 2) batches.set(99, ours);
            var query = pageQuery(page, last);
            last = page == 2 ? remoteId() : "p" + page + "i99";
            server.stubFor(get(batchesPath() + query)
                    .willReturn(okJson(page(batches, last).toString())));
        }
        lastPage(4, last);
        assertEquals(
                new Sighting.Found(remoteId(), dialect().isRecognisable()),
                dialect().find(shard, "file-7Kq2", START, Set.of(), wire));
    }

    /** What comes after the page that is too old, for a list that is read to its end. */
    void lastPage(int page, String lastId) {}

    @Test
    void aListThatNeverEndsIsLeft() {
        var page = page(List.of(listed("other", 9, 5)), "other");
        server.stubFor(get(urlPathEqualTo(batchesPath())).willReturn(okJson(page.toString())));
        assertEquals(new Sighting.Absent(), dialect().find(shard, "file-7Kq2", START, Set.of(), wire));
    }

    @Test
    void aRefusedKeyIsSaidWithoutTheKey() {
        server.stubFor(any(anyUrl()).willReturn(json(wrongKeyStatus(), fixture("unauthorized.json"))));
        for (Runnable call : List.<Runnable>of(
                () -> dialect().create(shard, "file-7Kq2", wire),
                () -> dialect().ping(wire),
                () -> dialect().status(remoteId(), wire))) {
            var declined = assertThrows(Declined.class, call::run);
            assertEquals(Declined.Kind.KEY, declined.kind());
            assertEquals(wrongKeyStatus(), declined.status());
            assertFalse(declined.getMessage().contains("sk-"), declined.getMessage());
            assertTrue(declined.getMessage().contains("[key]"), declined.getMessage());
        }
    }

    @Test
    void aCreationsTroubleIsSortedByWhetherItHappened() {
        assertEquals(
                Declined.Kind.BILLING,
                declined(noMoneyStatus(), "no-money.json").kind());
        assertEquals(Declined.Kind.BILLING, declined(402, "bad-request.json").kind());
        assertEquals(Declined.Kind.REQUEST, declined(400, "bad-request.json").kind());
        assertEquals(Declined.Kind.REQUEST, declined(413, "bad-request.json").kind());
        assertEquals(Declined.Kind.KEY, declined(403, "bad-request.json").kind());
        assertFalse(declined(400, "bad-request.json").getMessage().contains("\n"));
        assertInstanceOf(Unclear.class, trouble(json(500, fixture("error-500.json"))));
        assertInstanceOf(Unclear.class, trouble(json(502, "<html>bad gateway</html>")));
        assertInstanceOf(Unclear.class, trouble(json(503, "upstream connect error")));
        assertInstanceOf(Unclear.class, trouble(json(408, "")));
        assertInstanceOf(Unclear.class, trouble(json(200, "{}")));
        assertInstanceOf(Unclear.class, trouble(json(200, "<html>")));
        assertInstanceOf(Busy.class, trouble(json(503, fixture("busy.json"))));
        assertInstanceOf(Busy.class, trouble(json(529, fixture("busy.json"))));
        var busy = trouble(json(429, fixture("busy.json")).withHeader("Retry-After", "27"));
        assertEquals(Optional.of(27), assertInstanceOf(Busy.class, busy).retryAfterSeconds());
    }

    private Declined declined(int status, String fixture) {
        return assertInstanceOf(Declined.class, trouble(json(status, fixture(fixture))), status + " " + fixture);
    }

    private CallException trouble(ResponseDefinitionBuilder answer) {
        answerToCreate(answer);
        return assertThrows(CallException.class, () -> dialect().create(shard, "file-7Kq2", wire));
    }

    @Test
    void anUnreachableProviderIsBusyAlsoForACreation() {
        var nowhere = wireTo("http://127.0.0.1:1");
        assertThrows(Busy.class, () -> dialect().create(shard, "file-7Kq2", nowhere));
        assertThrows(Busy.class, () -> dialect().status(remoteId(), nowhere));
        assertThrows(Busy.class, () -> dialect().find(shard, "file-7Kq2", START, Set.of(), nowhere));
    }

    @Test
    void lookingMayBeTriedAgainAndAForgottenBatchIsGone() {
        server.stubFor(get(urlPathEqualTo(batchPath())).willReturn(json(500, fixture("error-500.json"))));
        assertThrows(Busy.class, () -> dialect().status(remoteId(), wire));
        server.stubFor(get(urlPathEqualTo(batchPath())).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        assertThrows(Busy.class, () -> dialect().status(remoteId(), wire));
        server.stubFor(get(urlPathEqualTo(batchPath())).willReturn(json(200, "<html>login</html>")));
        assertThrows(Busy.class, () -> dialect().status(remoteId(), wire));
        server.stubFor(get(urlPathEqualTo(batchPath())).willReturn(json(404, fixture("bad-request.json"))));
        var gone = assertThrows(Declined.class, () -> dialect().status(remoteId(), wire));
        assertEquals(Declined.Kind.GONE, gone.kind());
    }

    @Test
    void aPingShowsThatAddressAndKeyAreRight() {
        server.stubFor(get(urlPathEqualTo(modelsPath())).willReturn(okJson(fixture("models.json"))));
        dialect().ping(wire);
        server.stubFor(get(urlPathEqualTo(modelsPath())).willReturn(json(404, "not here")));
        assertEquals(
                Declined.Kind.ADDRESS,
                assertThrows(Declined.class, () -> dialect().ping(wire)).kind());
    }

    @Test
    void aStrangersRefusalBlamesTheAddressAndNeitherRowsNorBatches() {
        for (var stranger : List.of(
                json(404, "<html>nginx</html>"),
                json(404, ""),
                json(404, "{\"detail\":\"Not Found\"}"),
                json(404, "{\"error\":{\"message\":\"Invalid URL (GET /v2/batches)\"}}"),
                json(405, "{\"detail\":\"Method Not Allowed\"}"),
                json(400, "<html>Bad Request</html>"))) {
            server.stubFor(any(anyUrl()).willReturn(stranger));
            assertEquals(Declined.Kind.ADDRESS, refused(() -> dialect().create(shard, "file-7Kq2", wire)));
            assertEquals(Declined.Kind.ADDRESS, refused(() -> dialect().status(remoteId(), wire)));
        }
    }

    private static Declined.Kind refused(Executable call) {
        return assertThrows(Declined.class, call).kind();
    }

    @Test
    void aShardFramedFromRenderedRequestsIsReadableAsAWhole() {
        var framing = dialect().framing();
        var requests = new ArrayList<String>();
        for (int row = 1; row <= 3; row++) requests.add(rendered("q7f3-00000" + row, "row " + row));
        var file = framing.head() + String.join(framing.between(), requests) + framing.tail();
        var found = new ArrayList<String>();
        if (framing.head().isEmpty() && framing.between().equals("\n")) {
            file.lines().forEach(it -> found.add(customId(Json.read(it))));
        } else {
            var whole = framing.head().isEmpty() ? "{\"requests\":[" + file + "]}" : file;
            Json.read(whole).path("requests").forEach(it -> found.add(Json.string(it.path(idField()))));
        }
        assertEquals(List.of("q7f3-000001", "q7f3-000002", "q7f3-000003"), found);
        assertTrue(file.endsWith("\n"));
    }

    @Test
    void anyTextIsOneLineOfJsonAndComesBackUnchanged() {
        var chance = new Random(20261120);
        var nasty = List.of(
                "\n",
                "\r\n",
                "\t",
                "\u2028",
                "\u2029",
                "\u0085",
                "\u0000",
                "\u001b[31m",
                "\"",
                "\\",
                "{{x}}",
                "</script>",
                "\ud83d\ude00",
                "\ud800",
                "\udc00",
                "\ufeff",
                "ä",
                "漢字",
                "e\u0301",
                "a",
                " ",
                "\uffff",
                "'",
                ",");
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder("x");
            for (int i = chance.nextInt(12); i >= 0; i--) text.append(nasty.get(chance.nextInt(nasty.size())));
            var line = rendered("q7f3-1", text.toString());
            assertTrue(
                    line.codePoints().noneMatch(it -> it < 0x20 || "\u0085\u2028\u2029\ufffd".indexOf(it) >= 0), line);
            var request = Json.read(line);
            assertEquals("q7f3-1", customId(request));
            assertEquals(text.toString(), userText(request));
        }
    }

    @Test
    void parametersMayBeWrittenOverSeveralLinesAndKeepTheirDigits() {
        var schema = "{\"type\":\"json_schema\",\n\"json_schema\":{\"name\":\"a\u2028\",\r\n\"schema\":"
                + "{\"maximum\":0.10,\"minimum\":-12345678901234567890.5}}}";
        var prompt = new Prompt(Endpoint.CHAT, List.of(Message.plain("user", "hi")), Map.of("response_format", schema));
        var line = new String(dialect().render("q7f3-1", model(), prompt, 10), StandardCharsets.UTF_8);
        assertEquals(1, line.lines().count());
        assertFalse(line.contains("\u2028"));
        assertTrue(line.contains("{\"maximum\":0.10,\"minimum\":-12345678901234567890.5}"), line);
    }

    @Test
    void onlyOneAnswerIsAskedForEachRow() {
        assertTrue(refusal(Map.of("n", "2")).orElseThrow().contains("n"));
        assertEquals(Optional.empty(), refusal(Map.of("n", "1")));
        assertEquals(Optional.empty(), refusal(Map.of("n", "null")));
        var prompt = new Prompt(
                Endpoint.CHAT, List.of(Message.plain("user", "hi")), Map.of("stream", "true", "stream_options", "{}"));
        assertEquals(Optional.empty(), dialect().refuses(prompt, model()));
        var request = Json.read(new String(dialect().render("a-1", model(), prompt, 10), StandardCharsets.UTF_8));
        assertFalse(params(request).has("stream") || params(request).has("stream_options"));
    }

    @Test
    void limitsAreThoseOfTheProvidersDocuments() {
        assertTrue(dialect().limits().maxRows() >= 50_000);
        assertTrue(dialect().limits().maxBytes() >= 100_000_000L
                && dialect().limits().maxBytes() <= mostBytes());
        assertEquals(dialect(), Dialects.of(dialect().name()));
    }

    Optional<String> refusal(Map<String, String> params) {
        return dialect().refuses(new Prompt(Endpoint.CHAT, List.of(Message.plain("user", "hi")), params), model());
    }

    String rendered(String id, String text) {
        var prompt = new Prompt(Endpoint.CHAT, List.of(Message.plain("user", text)), Map.of());
        assertEquals(Optional.empty(), dialect().refuses(prompt, model()));
        return new String(dialect().render(id, model(), prompt, 100), StandardCharsets.UTF_8);
    }

    /** Where one request is asked in real time, below the server's address. */
    abstract String askPath();

    /** The body of a good answer in real time to one request. */
    abstract String answer();

    @Test
    void anAnswerInRealTimeIsReadLikeALineOfAResultFile() throws Exception {
        server.stubFor(post(urlPathEqualTo(basePath() + askPath())).willReturn(okJson(answer())));
        var prompt = new Prompt(Endpoint.CHAT, List.of(Message.plain("user", "late parcel")), Map.of());

        var reply = wire.send(dialect().ask(model(), prompt, 100));
        var line = dialect().line("q7f3-000001", reply);
        var read = dialect().read(line);

        assertFalse(line.contains("\n"), line);
        assertEquals("q7f3-000001", read.customId());
        assertEquals(
                "delivery", assertInstanceOf(Answered.class, read.outcome()).text());
    }

    @Test
    void aRefusalInRealTimeIsAnErrorOfItsRow() {
        var said = "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"no such thing\"}}";
        var line = dialect().line("q7f3-000001", new route.wire.Reply(400, Map.of(), said));
        var read = dialect().read(line);

        assertEquals("q7f3-000001", read.customId());
        assertFalse(assertInstanceOf(Errored.class, read.outcome()).retryable(), line);

        var busy =
                dialect().read(dialect().line("q7f3-000002", new route.wire.Reply(503, Map.of(), "<html>\n</html>")));
        assertEquals("q7f3-000002", busy.customId());
        assertTrue(assertInstanceOf(Errored.class, busy.outcome()).retryable());
    }

    private Declined.Kind refusedToAnswer(int status, String body) {
        var refusal = dialect().refusal(new route.wire.Reply(status, Map.of(), body));
        return assertInstanceOf(Declined.class, refusal, body).kind();
    }

    /** What this provider says in real time of a model that it does not have. */
    String unknownModel() {
        return "{\"error\":{\"message\":\"The model `no-such` does not exist\",\"type\":\"NotFoundError\"}}";
    }

    @Test
    void inRealTimeAMissingModelIsTheModelsTroubleAndAnyOther404TheAddresss() {
        assertEquals(Declined.Kind.MODEL, refusedToAnswer(404, unknownModel()));
        for (var other : List.of(
                "<html>model</html>",
                "{\"detail\":\"Not Found\"}",
                "{\"error\":{\"message\":\"Invalid URL (POST /v1/models)\"}}",
                "{\"error\":{\"message\":\"nothing here\"}}")) {
            assertEquals(Declined.Kind.ADDRESS, refusedToAnswer(404, other), other);
        }
        assertEquals(Declined.Kind.KEY, refusedToAnswer(wrongKeyStatus(), fixture("unauthorized.json")));
        assertEquals(Declined.Kind.BILLING, refusedToAnswer(noMoneyStatus(), fixture("no-money.json")));
        assertEquals(Declined.Kind.REQUEST, refusedToAnswer(400, fixture("bad-request.json")));
        assertInstanceOf(Busy.class, dialect().refusal(new route.wire.Reply(500, Map.of(), "")));
        assertInstanceOf(Busy.class, dialect().refusal(new route.wire.Reply(408, Map.of(), "")));
    }
}
