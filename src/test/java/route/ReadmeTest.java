package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.sandbox.SandboxOptions;

/** What the README shows is so: every command runs, every example is understood, and the transcript is what is said. */
class ReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern ROOM = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\|$");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>[^<]+</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)<");
    private static final String JOB = "\\b[a-z2-9]{4}(?=: |, support_tickets)";
    private static final String BATCH_ID = "\\((msg)?batch_\\w+\\)";

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

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(readme())
                .results()
                .filter(it -> it.group(1).equals(language))
                .map(it -> it.group(2))
                .toList();
    }

    /** Commands of the program in shell blocks, a line each, without remarks and redirections. */
    private static List<String> commands() throws IOException {
        var commands = new ArrayList<String>();
        for (var block : blocks("sh")) {
            for (var line : block.replaceAll("\\\\\\n\\s*", "").lines().toList()) {
                var command = line.replaceAll("\\s+(#|>|\\|).*", "");
                if (command.startsWith("bin/route ")) commands.add(command);
            }
        }
        return commands;
    }

    private Program.Said run(String command) {
        var env = Map.of(
                "OPENAI_API_KEY",
                "a-key",
                "ANTHROPIC_API_KEY",
                "a-key",
                "OPENAI_BASE_URL",
                program.server().baseUrl("openai"),
                "ANTHROPIC_BASE_URL",
                program.server().baseUrl("anthropic"));
        var words = Session.words(command);
        return program.run(env, words.subList(1, words.size()));
    }

    @Test
    void everyCommandDoesWhatItSays() throws IOException {
        Files.writeString(
                program.here().resolve("tickets.csv"), "id,prompt,body,tag\n1,Name a fruit.,It broke.,legal\n");
        Files.writeString(program.here().resolve("outcomes.csv"), outcomes());
        // What a provider says of a day without use.
        Files.writeString(
                program.here().resolve("claude_api_cost_2026_11.csv"),
                "usage_date_utc,model,token_type,cost_usd\n2026-10-31,claude-haiku-5-5,output,0.00\n");
        Files.writeString(program.here().resolve("bill.csv"), "Date,Model,Amount\n2026-10-31,llama-4,0\n");
        var commands = commands();
        assertTrue(commands.size() > 12, commands::toString);
        for (var command : commands) {
            var said = run(command);
            assertEquals(0, said.code(), () -> command + "\n" + said.err());
        }
        assertEquals(0, run("bin/route batch resume --wait").code());
        assertTrue(Files.exists(program.here().resolve("summaries.csv")));
        assertTrue(Files.readString(program.here().resolve("november.csv")).startsWith("day,model,rows,"));
        assertTrue(Files.readString(program.here().resolve("bill.html")).startsWith("<!doctype html>"));
    }

    private static String outcomes() {
        var text = new StringBuilder("prompt,weak,strong\n");
        for (int row = 0; row < 120; row++) {
            var isHard = row * 7 % 11 < 5;
            text.append("Report " + row + " about the " + (isHard ? "pumps" : "cables") + " came in.,0.2,");
            text.append(isHard ? "1\n" : "0.3\n");
        }
        return text.toString();
    }

    @Test
    void theTranscriptIsWhatTheFirstCommandSays() throws IOException {
        var first = commands().get(0);
        assertEquals("bin/route batch submit samples/support_tickets.csv --sandbox --wait", first);
        var said = run(first);
        var lines = new HashSet<String>();
        (said.err() + said.out()).lines().forEach(it -> lines.add(steady(it)));
        for (var line : blocks("text").get(0).lines().toList()) {
            assertTrue(lines.contains(steady(line)), () -> "not said: " + line + "\nbut:\n" + said.err());
        }
    }

    private static String steady(String line) {
        return line.replaceAll(JOB, "JOB").replaceAll(BATCH_ID, "(ID)");
    }

    @Test
    void theExampleLinesAndSettingsAreUnderstood() throws IOException {
        Files.writeString(program.here().resolve("lines.jsonl"), blocks("json").get(0));
        assertEquals(0, run("bin/route batch plan lines.jsonl --sandbox").code());
        for (var settings : blocks("yaml")) {
            Files.writeString(program.here().resolve("route.yaml"), settings);
            var said = run("bin/route config show");
            assertEquals(0, said.code(), said::err);
            assertTrue(!settings.contains("office:") || said.out().contains("office"), said::out);
        }
    }

    @Test
    void everyOptionThatIsNamedExists() throws IOException {
        var known = new HashSet<String>();
        for (var command :
                List.of("submit", "resume", "wait", "results", "retry", "status", "cancel", "show", "render")) {
            known.addAll(options(run("bin/route batch " + command + " --help").out()));
        }
        for (var command :
                List.of("report", "report reconcile", "classify", "tune", "models", "doctor", "sandbox serve", "gc")) {
            known.addAll(options(run("bin/route " + command + " --help").out()));
        }
        known.addAll(Set.of("--rebuild", "--by")); // of the launcher; and the beginning of several
        known.addAll(Set.of("--prefix", "--copy", "--uninstall")); // of bin/install
        var named = options(readme());
        named.removeAll(known);
        assertEquals(Set.of(), named);
    }

    private static Set<String> options(String text) {
        var options = new HashSet<String>();
        Pattern.compile("(?<![\\w-])--[a-z][a-z-]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .forEach(options::add);
        return options;
    }

    @Test
    void theRoomsAreThoseOfTheDrawing() throws IOException {
        var rooms = new HashMap<String, Set<String>>();
        for (var row : ROOM.matcher(readme()).results().toList()) {
            var named = new HashSet<String>();
            Pattern.compile("`(\\w+)`").matcher(row.group(2)).results().forEach(it -> named.add(it.group(1)));
            if (!House.ROOMS.containsKey(row.group(1))) continue;
            rooms.put(row.group(1), row.group(2).startsWith("all above except") ? others(rooms, named) : named);
        }
        assertEquals(House.ROOMS, rooms);
    }

    private static Set<String> others(Map<String, Set<String>> rooms, Set<String> left) {
        var others = new HashSet<>(rooms.keySet());
        others.removeAll(left);
        return others;
    }

    @Test
    void theLibrariesAreThoseOfTheBuild() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        var libraries = DEPENDENCY.matcher(pom).results().toList();
        assertTrue(libraries.size() > 8, libraries.size() + " libraries");
        var jackson = Pattern.compile("<jackson.version>([^<]+)<").matcher(pom);
        assertTrue(jackson.find());
        for (var library : libraries) {
            var version = library.group(2).replace("${jackson.version}", jackson.group(1));
            assertTrue(readme().contains("| " + version + " |"), library.group(1) + " " + version);
        }
    }

    @Test
    void stoppingAndGoingOnIsShownWithAJobThatIsNotDoneYet() throws IOException {
        program.sandbox(SandboxOptions.defaults().withErrorRate(0).taking(Duration.ZERO, Duration.ofHours(1)));
        run("bin/route batch submit samples/prompts.jsonl --sandbox");
        var partial = commands().stream()
                .filter(it -> it.contains("--partial"))
                .findFirst()
                .orElseThrow();
        assertEquals(0, run(partial).code());
        var words = Session.words(partial);
        var output = program.here().resolve(words.get(words.size() - 1));
        assertTrue(Files.readString(output).contains("\"status\":\"pending\""));
    }
}
