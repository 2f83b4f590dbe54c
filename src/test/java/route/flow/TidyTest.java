package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import route.domain.BatchState;
import route.domain.JobState;
import route.sandbox.SandboxOptions;
import route.sim.LyingWire;
import route.sim.TestWorld;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/** What lies at a provider is deleted there once it is here, where the job wants that. */
class TidyTest {
    private static final String MODELS = "anthropic/claude-haiku-5-5,openai/gpt-6-luna";

    @TempDir
    Path folder;

    private TestWorld world;
    private final Set<String> deleted = Collections.synchronizedSet(new LinkedHashSet<>());

    @BeforeEach
    void open() {
        world = new TestWorld(folder, SandboxOptions.defaults().withErrorRate(0.2));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private interface Answer {
        Reply to(Call call, Wire wire) throws NoAnswerException;
    }

    private void deletions(Answer answer) {
        world.onTheWay(wire -> new Wire() {
            @Override
            public Reply send(Call call) throws NoAnswerException {
                if (!call.method().equals("DELETE")) return wire.send(call);
                deleted.add(call.path());
                return answer.to(call, wire);
            }

            @Override
            public Reply download(Call call, Path target) throws NoAnswerException {
                return wire.download(call, target);
            }
        });
    }

    private JobView deliver(String models, Map<String, String> more) throws IOException {
        var text = new StringBuilder("prompt,model\n");
        var names = models.split(",");
        for (var i = 0; i < 12; i++) text.append("What is " + i + " plus one?," + names[i % names.length] + "\n");
        var input = Files.writeString(folder.resolve("in.csv"), text);
        var flags = new java.util.HashMap<>(Map.of("polling.first", "10ms", "polling.longest", "20ms"));
        flags.putAll(more);
        try (var jobs = world.jobs()) {
            return jobs.run(jobs.submit(world.spec(input, flags), false).job(), Goal.DELIVERED, Optional.empty());
        }
    }

    /** What the provider lists, as any client would ask it. */
    private String listed(String dialect, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(world.server().baseUrl(dialect) + path))
                .header("Authorization", "Bearer a-key")
                .header("x-api-key", "a-key")
                .header("x-goog-api-key", "a-key")
                .header("anthropic-version", "2023-06-01")
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void nothingIsDeletedUnasked() throws Exception {
        deletions((call, wire) -> wire.send(call));
        assertEquals(JobState.DELIVERED, deliver(MODELS, Map.of()).state());
        assertEquals(Set.of(), deleted);
        assertTrue(listed("openai", "/files").contains("\"file-"), listed("openai", "/files"));
    }

    @ParameterizedTest
    @CsvSource({
        "openai, /files, openai/gpt-6-luna",
        "anthropic, /v1/messages/batches, anthropic/claude-haiku-5-5",
        "gemini, /v1beta/batches, gemini/gemini-2.5-flash-lite",
        "openrouter, /batches, openrouter/openai/gpt-oss-120b",
        "mistral, /files, mistral/mistral-small-2603",
        "mistral, /batch/jobs, mistral/mistral-small-2603",
        "together, /files, together/openai/gpt-oss-120b",
        "fireworks, /datasets, fireworks/glm-5p3-flash",
        "fireworks, /batchInferenceJobs, fireworks/glm-5p3-flash"
    })
    void theProviderListsNothingOfItAfterwards(String dialect, String path, String model) throws Exception {
        deletions((call, wire) -> wire.send(call));
        var view = deliver(model, Map.of("discard_remote", "true"));
        assertEquals(JobState.DELIVERED, view.state());
        assertTrue(!deleted.isEmpty());
        var list = listed(dialect, path);
        assertTrue(!list.contains("\"id\"") && !list.contains("\"name\"") && list.startsWith("{"), list);
        assertEquals(12, view.rows().accepted() + view.rows().failed());
        assertTrue(view.notes().stream().noneMatch(it -> it.contains("delete")), view.notes()::toString);
    }

    @Test
    void whatWasUploadedForABatchThatWasNeverMadeIsDeletedToo() throws Exception {
        world.onTheWay(wire -> new LyingWire(
                wire,
                (call, truth) -> LyingWire.creates(call) && !LyingWire.isAnthropic(call)
                        ? LyingWire.openAiError(429, "insufficient_quota", "no money left")
                        : truth.tell()));
        var input = Files.writeString(folder.resolve("in.csv"), "prompt,tier\na,medium\nb,medium\n");
        var flags = Map.of("polling.first", "10ms", "polling.longest", "20ms", "discard_remote", "true");
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input, flags), false).job();
            var view = jobs.run(job, Goal.DELIVERED, Optional.empty());
            assertEquals(JobState.DELIVERED, view.state());
            assertEquals(BatchState.DROPPED, view.batches().get(0).state());
        }
        assertTrue(!listed("openai", "/files").contains("\"file-"), listed("openai", "/files"));
    }

    @Test
    void aDeletionThatFailsHoldsNothingUpAndIsSaid() throws Exception {
        deletions((call, wire) -> {
            throw new NoAnswerException("the line is dead", true, null);
        });
        var view = deliver("openai/gpt-6-luna", Map.of("discard_remote", "true"));
        assertEquals(JobState.DELIVERED, view.state());
        var note = view.notes().stream()
                .filter(it -> it.contains("could not be deleted"))
                .findFirst();
        assertTrue(note.orElse("").contains("the line is dead"), view.notes()::toString);
    }

    @Test
    void whatIsGoneAlreadyIsNoTrouble() throws Exception {
        deletions((call, wire) -> {
            wire.send(call);
            return wire.send(call);
        });
        var view = deliver(MODELS, Map.of("discard_remote", "true"));
        assertTrue(view.notes().stream().noneMatch(it -> it.contains("deleted")), view.notes()::toString);
    }

    @Test
    void aProviderWithoutSuchACallIsNamed() throws Exception {
        var view = deliver("xai/grok-4.7", Map.of("discard_remote", "true"));
        assertEquals(JobState.DELIVERED, view.state());
        assertTrue(view.notes().toString().contains("xai has no call to delete"), view.notes()::toString);
    }

    @Test
    void whatHoldsForAProviderIsSaidOnce() throws Exception {
        deliver("xai/grok-4.7,xai/grok-4.3", Map.of("discard_remote", "true"));
        var warnings = world.events().stream()
                .filter(it -> it instanceof Event.Said said && said.message().contains("no call to delete"));
        assertEquals(1, warnings.count());
    }
}
