package route;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import route.sandbox.SandboxOptions;

/**
 * A session at the keyboard, written down: commands after a dollar sign, and below each what it said. A line of standard
 * output begins with {@code |}, one of standard error with {@code !}; the exit code follows {@code =}.
 *
 * <p>Besides {@code route} there are {@code head LINES COMMAND}, {@code cat FILE}, {@code rm FILE}, {@code say TEXT FILE}, {@code later DURATION}, and
 * {@code sandbox LATENCY ERROR_RATE}, after which the provider makes such batches.
 */
final class Session {

    /** What differs from run to run, and what it is written as; the first that fits is taken. */
    private static final Map<String, String> CONSTANTS = constants();

    /** Also a job that is refused has an id, while its input is read. */
    private static final Pattern READING = Pattern.compile("(?m)^([a-z0-9]{4})(?=: reading)");

    private final Map<String, String> jobs = new LinkedHashMap<>();
    private final Program program;
    private final Path folder;
    private final Map<String, byte[]> before;

    /** @param folder the one the program was made in */
    Session(Program program, Path folder) throws IOException {
        this.program = program;
        this.folder = folder;
        this.before = files();
    }

    private static Map<String, String> constants() {
        var map = new LinkedHashMap<String, String>();
        map.put("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT");
        map.put("\\b(msgbatch|batch_req|batch|file|req|msg|chatcmpl)[-_][0-9a-zA-Z]{8,}\\b", "$1_ID");
        map.put("Java \\d+[.\\d+]*", "Java VERSION");
        map.put("[\\d,.]+ [GMT]B free", "SPACE free");
        return map;
    }

    /** Runs every command of a written session; the session as it is now. */
    String run(String written) throws IOException {
        var now = new StringBuilder();
        for (var line : written.lines().toList()) {
            if (line.startsWith("$ ")) {
                now.append(line).append('\n').append(answer(line.substring(2)));
            } else if (line.isEmpty() || line.startsWith("#")) {
                now.append(line).append('\n');
            }
        }
        return now.toString();
    }

    private String answer(String command) throws IOException {
        var words = new ArrayList<>(words(command));
        words.replaceAll(this::id);
        var env = new HashMap<String, String>();
        while (words.get(0).matches("[A-Z_]+=.*")) {
            var word = words.remove(0).split("=", 2);
            env.put(word[0], addressed(word[1]));
        }
        var rest = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "route" -> route(env, rest);
            case "head" -> head(Integer.parseInt(rest.get(0)), answer(String.join(" ", rest.subList(1, rest.size()))));
            case "cat" -> prefixed("| ", steady(Files.readString(place(rest.get(0)))));
            case "rm" -> {
                Files.delete(place(rest.get(0)));
                yield "";
            }
            case "say" -> {
                Files.writeString(place(rest.get(1)), addressed(rest.get(0)) + "\n");
                yield "";
            }
            case "later" -> {
                program.later(Duration.parse(rest.get(0)));
                yield "";
            }
            case "sandbox" -> {
                program.sandbox(options(rest));
                yield "";
            }
            default -> throw new IllegalArgumentException("no such command: " + command);
        };
    }

    private static SandboxOptions options(List<String> words) {
        return SandboxOptions.defaults()
                .taking(Duration.ZERO, Duration.parse(words.get(0)))
                .withErrorRate(Double.parseDouble(words.get(1)));
    }

    private String addressed(String text) {
        var server = program.server();
        return text.replace("$OPENAI", server.baseUrl("openai")).replace("$ANTHROPIC", server.baseUrl("anthropic"));
    }

    private Path place(String name) {
        return program.here().resolve(name);
    }

    /** Splits as a shell does: at spaces, but not within quotes. */
    static List<String> words(String command) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var quote = '\0';
        var inWord = false;
        for (var c : command.toCharArray()) {
            if (quote == '\0' && c == ' ') {
                if (inWord) words.add(word.toString());
                word.setLength(0);
                inWord = false;
            } else if (quote == c || quote == '\0' && (c == '\'' || c == '"')) {
                quote = quote == c ? '\0' : c;
                inWord = true;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) words.add(word.toString());
        return words;
    }

    /** A file after {@code <} is standard input. */
    private String route(Map<String, String> env, List<String> words) throws IOException {
        var mark = words.indexOf("<");
        if (mark < 0) return shown(program.run(env, words));
        try (var stdin = Files.newInputStream(place(words.get(mark + 1)))) {
            return shown(program.run(env, words.subList(0, mark), stdin));
        }
    }

    private static String head(int lines, String text) {
        var all = text.lines().toList();
        var end = all.subList(all.size() - 1, all.size());
        var some = new ArrayList<>(all.subList(0, Math.min(lines, all.size() - 1)));
        some.addAll(end);
        return String.join("\n", some) + "\n";
    }

    private String shown(Program.Said said) throws IOException {
        return prefixed("| ", steady(said.out())) + prefixed("! ", steady(said.err())) + "= " + said.code() + "\n";
    }

    /** Line by line; what else would be lost in a text file is made visible. */
    private static String prefixed(String prefix, String text) {
        if (text.isEmpty()) return "";
        var whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text + "\\c";
        var lines = whole.replace("\r", "\\r").replace("\u001b", "\\e").split("\n", -1);
        var all = new StringBuilder();
        for (var line : lines)
            all.append(line.isEmpty() ? prefix.strip() : prefix + line).append('\n');
        return all.toString();
    }

    /** Jobs are named in the order in which they appear: j001, j002. Their own ids are drawn by chance. */
    private String named(String text) throws IOException {
        READING.matcher(text).results().forEach(it -> name(it.group()));
        var kept = program.person().resolve(".local/state/route/jobs");
        if (Files.exists(kept)) {
            try (var all = Files.list(kept)) {
                all.map(it -> it.getFileName().toString()).sorted().forEach(this::name);
            }
        }
        var named = text;
        for (var it : jobs.entrySet()) named = named.replaceAll("\\b" + it.getKey() + "\\b", it.getValue());
        return named;
    }

    private void name(String id) {
        jobs.putIfAbsent(id, "j00" + (jobs.size() + 1));
    }

    private String id(String word) {
        return jobs.entrySet().stream()
                .filter(it -> it.getValue().equals(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(word);
    }

    /** The text without what differs from run to run. */
    private String steady(String text) throws IOException {
        var steady = text.replace(program.here().toString(), "/here")
                .replace(program.person().toString(), "/home/me")
                .replace(folder.toString(), "/folder");
        for (var it : CONSTANTS.entrySet()) steady = steady.replaceAll(it.getKey(), it.getValue());
        return named(steady);
    }

    /** The files that are new or other than at the beginning, by their path in the working directory. */
    Map<String, byte[]> left() throws IOException {
        var left = new TreeMap<String, byte[]>();
        for (var it : files().entrySet()) {
            var was = before.get(it.getKey());
            if (was == null || !java.util.Arrays.equals(was, it.getValue())) {
                var text = new String(it.getValue(), StandardCharsets.ISO_8859_1);
                left.put(it.getKey(), steady(text).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return left;
    }

    private Map<String, byte[]> files() throws IOException {
        return Tree.read(program.here());
    }
}
