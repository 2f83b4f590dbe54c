package route;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The drawing of the house, and the ways in which one source file can depart from it. */
final class House {

    /** The package {@code route} itself: Main and the wiring, which may enter every room. */
    static final String ROOT = "";

    static final int FILE_LINES = 350;
    static final int METHOD_LINES = 70;

    /** Who may enter where: the rooms that each room may import. */
    static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            entry("domain", Set.of()),
            entry("wire", Set.of("domain")),
            entry("money", Set.of("domain")),
            entry("tokens", Set.of("domain")),
            entry("judge", Set.of("domain")),
            entry("tabular", Set.of("domain")),
            entry("prompt", Set.of("domain")),
            entry("classify", Set.of("domain")),
            entry("plan", Set.of("domain", "money")),
            entry("store", Set.of("domain", "money")),
            entry("config", Set.of("domain", "money")),
            entry("report", Set.of("domain", "money", "tabular")),
            entry("provider", Set.of("domain", "wire")),
            entry("sandbox", Set.of("domain")),
            entry("signal", Set.of("domain", "wire")),
            entry("realtime", Set.of("domain", "wire", "provider")),
            entry("triage", Set.of("domain", "money", "tokens", "tabular", "prompt", "classify", "plan", "provider")),
            entry(
                    "flow",
                    Set.of(
                            "domain",
                            "wire",
                            "money",
                            "tokens",
                            "judge",
                            "tabular",
                            "prompt",
                            "classify",
                            "plan",
                            "store",
                            "report",
                            "provider",
                            "realtime",
                            "triage")),
            entry("cli", Set.of("flow", "triage", "config", "report", "money", "domain", "sandbox", "signal")));

    /** Where code that is not ours, or that touches the world, may be named; by the beginning of its name. */
    static final Map<String, Set<String>> EDGES = Map.ofEntries(
            entry("picocli", Set.of("cli", ROOT)),
            entry(
                    "com.fasterxml.jackson",
                    Set.of(
                            "provider",
                            "prompt",
                            "tabular",
                            "config",
                            "store",
                            "sandbox",
                            "money",
                            "cli",
                            "report",
                            "signal")),
            entry("okhttp3", Set.of("wire")),
            entry("okio", Set.of("wire")),
            entry("org.apache.commons.csv", Set.of("tabular", "cli", "report")),
            entry("com.knuddels.jtokkit", Set.of("tokens")),
            entry("org.snakeyaml.engine", Set.of("config")),
            entry("java.sql", Set.of("store")),
            entry("javax.sql", Set.of("store")),
            entry("org.sqlite", Set.of("store")),
            entry("java.net.http", Set.of("wire", "sandbox", ROOT)),
            entry("com.sun.net.httpserver", Set.of("sandbox")));

    /** Calls that ask the world for something, and where they may stand. */
    private static final List<Ban> BANS = List.of(
            new Ban("System\\s*\\.\\s*(out|err|in|exit|getenv)\\b|System::(exit|getenv)", Set.of(ROOT)),
            new Ban(
                    "(Scanner|Console)\\s*\\(\\s*System|System\\.console|\\.printStackTrace\\s*\\(\\s*\\)",
                    Set.of(ROOT)),
            new Ban("Runtime\\.getRuntime\\(\\)\\.(exit|halt)", Set.of(ROOT)),
            new Ban("System(\\.|::)(currentTimeMillis|nanoTime)\\b", Set.of("wire", "sandbox", ROOT)),
            new Ban(
                    "\\b(Instant|Local\\w+|ZonedDateTime|OffsetDateTime|Year)(\\.now\\s*\\(\\s*\\)|::now\\b)",
                    Set.of("wire", "sandbox", ROOT)),
            new Ban("\\b(Clock|InstantSource)(\\.|::)system", Set.of("wire", "sandbox", ROOT)),
            new Ban(
                    "new\\s+(Secure|Splittable)?Random\\s*\\(|\\bThreadLocalRandom\\b|Math\\.random|UUID(\\.|::)randomUUID"
                            + "|RandomGenerator\\.(of|getDefault)",
                    Set.of("wire", "sandbox", ROOT)),
            new Ban("Thread\\.sleep|TimeUnit\\.\\w+\\.sleep", Set.of("wire", "sandbox", ROOT)),
            new Ban("\\b(Http|Https)?URLConnection\\b|\\.openConnection\\s*\\(", Set.of("wire", "sandbox", ROOT)),
            new Ban("\\bnew\\s+(Server)?Socket\\s*\\(", Set.of("wire", "sandbox", ROOT)),
            new Ban("\\bProcessBuilder\\b|getRuntime\\(\\)\\.exec", Set.of("config", "signal", "wire", ROOT)));

    private static final Pattern IMPORT = Pattern.compile("(?m)^\\s*import\\s+(?:static\\s+)?([\\w.]+)");
    private static final Pattern OWN_NAME = Pattern.compile("\\broute\\.([a-z]+)\\.");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record)\\s+([A-Z]\\w*)");
    private static final Pattern LAZY_NAME = Pattern.compile("(Manager|Helper|Utils?|Service|Impl|Base|Info)$");

    private record Ban(Pattern call, Set<String> allowed) {
        Ban(String regex, Set<String> allowed) {
            this(Pattern.compile(regex), allowed);
        }
    }

    private House() {}

    /** What is wrong with a file, each fault in one line that begins with the file and its line. */
    static List<String> faults(SourceFile file) {
        var faults = new ArrayList<String>();
        arrows(file, faults);
        foreignNames(file, faults);
        calls(file, faults);
        names(file, faults);
        return faults;
    }

    private static void arrows(SourceFile file, List<String> faults) {
        if (file.room().equals(ROOT)) {
            return;
        }
        var allowed = ROOMS.get(file.room());
        if (allowed == null) {
            faults.add(file.at(0) + "there is no room " + file.room() + " in the drawing");
            return;
        }
        for (var use : found(OWN_NAME, file.code())) {
            var room = use.group(1);
            if (!room.equals(file.room()) && !allowed.contains(room)) {
                faults.add(file.at(use.start()) + file.room() + " may not enter " + room);
            }
        }
        for (var use : found(IMPORT, file.code())) {
            if (use.group(1).matches("route\\.[A-Z]\\w*")) {
                faults.add(file.at(use.start()) + file.room() + " may not use the wiring");
            }
        }
    }

    private static void foreignNames(SourceFile file, List<String> faults) {
        for (var edge : EDGES.entrySet()) {
            if (!edge.getValue().contains(file.room())) {
                var name = Pattern.compile("(?<![\\w.])" + Pattern.quote(edge.getKey()) + "\\b");
                found(name, file.code())
                        .forEach(use -> faults.add(file.at(use.start()) + edge.getKey() + " is not for "
                                + (file.room().equals(ROOT) ? "the wiring" : file.room())));
            }
        }
        for (var use : found(IMPORT, file.code())) {
            var name = use.group(1);
            if (!name.matches("(java|javax|route)\\..*") && edgeOf(name).isEmpty()) {
                faults.add(file.at(use.start()) + name + " comes from no library in the drawing");
            }
        }
    }

    private static Optional<String> edgeOf(String name) {
        return EDGES.keySet().stream().filter(it -> name.startsWith(it + ".")).findFirst();
    }

    private static void calls(SourceFile file, List<String> faults) {
        for (var ban : BANS) {
            if (!ban.allowed().contains(file.room())) {
                found(ban.call(), file.code())
                        .forEach(use -> faults.add(file.at(use.start()) + use.group() + " belongs to the wiring"));
            }
        }
    }

    private static void names(SourceFile file, List<String> faults) {
        for (var type : found(TYPE, file.code())) {
            if (LAZY_NAME.matcher(type.group(1)).find()) {
                faults.add(file.at(type.start()) + type.group(1) + " does not say what it is");
            }
        }
        if (file.room().equals("money") || file.path().endsWith("domain/Money.java")) {
            found(Pattern.compile("\\b([dD]ouble|[fF]loat)\\b"), file.code())
                    .forEach(use -> faults.add(file.at(use.start()) + "money is never a " + use.group()));
        }
        found(Pattern.compile("\\b(TODO|FIXME|XXX)\\b"), file.text())
                .forEach(use -> faults.add(file.at(use.start()) + use.group() + " is not done"));
    }

    /** What is larger than it may be: the file, or {@code file#method}, with its lines. */
    static Map<String, Integer> oversize(SourceFile file) {
        var large = new TreeMap<String, Integer>();
        if (file.lines() > FILE_LINES) {
            large.put(file.path(), file.lines());
        }
        file.methods().forEach((name, lines) -> {
            if (lines > METHOD_LINES) {
                large.put(file.path() + "#" + name, lines);
            }
        });
        return large;
    }

    private static List<MatchResult> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
