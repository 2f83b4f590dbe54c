package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The job files run as they stand, and the schedules call commands that exist and are silent when all is well. */
class JobsFolderTest {
    /** Files whose samples have a row that is skipped on purpose. */
    private static final List<String> PARTLY = List.of("moderation.yaml");

    private static final Path SCHEDULES = Path.of("jobs/schedules");
    private static final Pattern CALL = Pattern.compile("(?m)^(?!#).*?bin/route ((?:batch|gc)\\b[^\\n]*)$");

    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void open() throws IOException {
        program = new Program(folder);
        Tree.layOut(program.here());
    }

    @AfterEach
    void close() {
        program.close();
    }

    @TestFactory
    Stream<DynamicTest> everyJobFileRunsAsItStands() throws IOException {
        try (var all = Files.list(Path.of("jobs"))) {
            return all
                    .map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(it -> DynamicTest.dynamicTest(it, () -> runs(it)));
        }
    }

    private void runs(String name) throws IOException {
        var expected = PARTLY.contains(name) ? 3 : 0;
        var said = run(Map.of(), "batch submit jobs/" + name + " --sandbox --wait");
        assertEquals(expected, said.code(), said::err);
        var output = program.here().resolve(said.out().strip());
        assertTrue(output.getFileName().toString().contains(".results."), said::out);
        var results = Files.readString(output);
        assertTrue(results.contains("accepted") || results.contains("\"status_code\":200"), results);
        Files.delete(output);
        var again = run(Map.of(), "batch submit jobs/" + name + " --sandbox --wait");
        assertTrue(again.err().contains("delivered before"), again::err);
    }

    @Test
    void oneFileGoesToSixProvidersAndMoreAtOnce() throws IOException {
        run(Map.of(), "batch submit jobs/providers.yaml --sandbox --wait");
        var bill = run(Map.of(), "report --by-provider --job @last --sandbox --format csv");
        assertEquals(0, bill.code(), bill::err);
        assertTrue(bill.out().lines().count() > 6, bill::out);
    }

    private Program.Said run(Map<String, String> env, String command) {
        return program.run(env, Session.words(command));
    }

    @Test
    void theSchedulesAreSilentNightAfterNight() throws IOException {
        var commands = commands();
        assertTrue(commands.size() >= 9, commands::toString);
        for (var night = 1; night <= 2; night++) {
            for (var command : commands) {
                var said = run(Map.of("ROUTE_SANDBOX", "true"), command);
                assertEquals(new Program.Said(0, "", ""), said, command);
            }
            program.later(java.time.Duration.ofHours(24));
        }
        assertTrue(Files.exists(program.here().resolve("jobs/triage-2026-11-20.results.csv")));
    }

    /** All commands of the schedules, with their paths in the working directory. */
    private static List<String> commands() throws IOException {
        var commands = new ArrayList<String>();
        for (var file : Tree.read(SCHEDULES).entrySet()) {
            var text = new String(file.getValue(), java.nio.charset.StandardCharsets.UTF_8);
            CALL.matcher(text).results().forEach(it -> commands.add(it.group(1)));
            if (file.getKey().equals("kubernetes.yaml")) commands.addAll(ofPods(text));
        }
        return commands.stream()
                .map(it -> it.replace("/opt/route/", "").replace("$ROUTE/", ""))
                .toList();
    }

    private static List<String> ofPods(String text) {
        var found = new ArrayList<String>();
        for (var document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) collect(document, found);
        assertEquals(2, found.size(), found::toString);
        return found;
    }

    private static void collect(Object tree, List<String> found) {
        if (tree instanceof Map<?, ?> map) {
            if (map.get("args") instanceof List<?> args) {
                found.add(String.join(" ", args.stream().map(Object::toString).toList()));
            }
            map.values().forEach(it -> collect(it, found));
        }
        if (tree instanceof List<?> list) list.forEach(it -> collect(it, found));
    }
}
