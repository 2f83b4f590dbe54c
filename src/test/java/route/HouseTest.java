package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The building is as the drawing in {@link House} has it, and the checker of that sees what it should. */
class HouseTest {

    private static final Path SOURCES = Path.of("src/main/java");

    /** What is larger than it may be, with its lines. May only shrink; a new entry is a fault. */
    private static final Map<String, Integer> OLD_DEBTS = Map.of();

    @Test
    void everyFileStandsAsDrawn() {
        var faults = sources().stream().flatMap(it -> House.faults(it).stream()).toList();
        assertTrue(faults.isEmpty(), () -> "\n" + String.join("\n", faults));
    }

    @Test
    void nothingIsLargerThanItMayBe() {
        var large = new TreeMap<String, Integer>();
        sources().forEach(it -> large.putAll(House.oversize(it)));
        assertEquals(new TreeMap<>(OLD_DEBTS), large, "split what is new; lower or strike out what has shrunk");
    }

    @Test
    void everyRoomSaysWhatLivesThere() {
        var rooms = new TreeSet<String>();
        sources().forEach(it -> rooms.add(it.room()));
        rooms.remove(House.ROOT);
        assertTrue(rooms.contains("domain"), "run from the root of the project");
        assertEquals(
                List.of(),
                rooms.stream()
                        .filter(it -> !Files.exists(SOURCES.resolve("route/" + it + "/package-info.java")))
                        .toList());
    }

    @Test
    void theDrawingHasNoCircle() {
        House.ROOMS.forEach((room, entered) -> {
            var reached = new TreeSet<String>();
            entered.forEach(it -> reach(it, reached));
            assertFalse(reached.contains(room), room + " can reach itself");
        });
    }

    private static void reach(String room, TreeSet<String> reached) {
        if (reached.add(room)) {
            House.ROOMS.get(room).forEach(it -> reach(it, reached));
        }
    }

    private static List<SourceFile> sources() {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(it -> it.toString().endsWith(".java"))
                    .sorted()
                    .map(HouseTest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SourceFile read(Path file) {
        try {
            var path = SOURCES.relativize(file).toString().replace('\\', '/');
            return SourceFile.of(path, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            domain   | import route.money.Price;                                | domain may not enter money
            money    | import static route.flow.Goal.SENT;                      | money may not enter flow
            flow     | void f(route.config.Settings it) {}                      | flow may not enter config
            triage   | import route.flow.Desk;                                  | triage may not enter flow
            triage   | import route.store.Database;                             | triage may not enter store
            triage   | import route.wire.Body;                                  | triage may not enter wire
            sandbox  | import route.provider.OpenAi;                            | sandbox may not enter provider
            cli      | import route.store.Database;                             | cli may not enter store
            cli      | import route.Wiring;                                     | cli may not use the wiring
            attic    | class Box {}                                             | there is no room attic in the drawing
            flow     | import com.fasterxml.jackson.databind.JsonNode;          | com.fasterxml.jackson is not for flow
            cli      | import java.sql.Connection;                              | java.sql is not for cli
            store    | picocli.CommandLine it;                                  | picocli is not for store
            provider | import okhttp3.OkHttpClient;                             | okhttp3 is not for provider
            judge    | import com.google.gson.Gson;                             | com.google.gson.Gson comes from no library in the drawing
            flow     | var now = Instant.now();                                 | Instant.now() belongs to the wiring
            flow     | Supplier<Instant> now = Instant::now;                    | Instant::now belongs to the wiring
            plan     | long it = System.nanoTime();                             | System.nanoTime belongs to the wiring
            cli      | System.out.println();                                    | System.out belongs to the wiring
            sandbox  | System . exit(1);                                        | System . exit belongs to the wiring
            config   | System.getenv();                                         | System.getenv belongs to the wiring
            flow     | Thread.sleep(1);                                         | Thread.sleep belongs to the wiring
            classify | new Random(42);                                          | new Random( belongs to the wiring
            store    | UUID.randomUUID();                                       | UUID.randomUUID belongs to the wiring
            store    | Clock.systemUTC();                                       | Clock.system belongs to the wiring
            cli      | new ProcessBuilder();                                    | ProcessBuilder belongs to the wiring
            store    | failure.printStackTrace();                               | .printStackTrace() belongs to the wiring
            judge    | final class AnswerHelper {}                              | AnswerHelper does not say what it is
            judge    | record JobInfo(int rows) {}                              | JobInfo does not say what it is
            money    | double dollars;                                          | money is never a double
            judge    | // TODO later                                            | TODO is not done
            """)
    void aFaultIsSeenAndNamed(String room, String line, String fault) {
        var file = SourceFile.of("route/" + room + "/X.java", "package route." + room + ";\n" + line + "\n");
        var faults = House.faults(file);
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).startsWith("route/" + room + "/X.java:"), faults::toString);
        assertTrue(faults.get(0).endsWith(fault), faults::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            route/money/X.java  | import route.domain.Money;
            route/flow/X.java   | import route.provider.Dialect; import route.plan.Planner;
            route/triage/X.java | import route.provider.Dialect; import route.plan.ModelChoice;
            route/cli/X.java    | import route.triage.PlanView;
            route/domain/X.java | /** Used by {@link route.flow.Jobs}; never Instant.now(), TODAY. */
            route/domain/X.java | // System.out.println(double)
            route/cli/X.java    | var text = "System.exit(2) \\" Thread.sleep(1)"; char quote = '"'; String s = "route.store.X";
            route/wire/X.java   | long start = System.nanoTime(); import okhttp3.Call;
            route/flow/X.java   | var today = LocalDate.now(clock);
            route/judge/X.java  | double confidence; Class<?> information;
            route/Main.java     | System.exit(route.cli.RouteCommand.run(System.getenv(), System.out));
            """)
    void whatIsAllowedIsLeftAlone(String path, String line) {
        assertEquals(List.of(), House.faults(SourceFile.of(path, line)));
    }

    @Test
    void aTextBlockHidesItsBracesAndQuotes() {
        var json = "    { \"a\": System.out, \\\"\"\" }\n".repeat(1000);
        var file = SourceFile.of("route/store/X.java", "class X {\n  String s = \"\"\"\n" + json + "    \"\"\";\n}\n");
        assertEquals(List.of(), House.faults(file));
        assertEquals(Map.of(), file.methods());
        assertEquals(file.text().length(), file.code().length());
    }

    @Test
    void methodsAreMeasuredFromFirstToLastLine() {
        var file = SourceFile.of("route/plan/X.java", """
                package route.plan;

                @Command(
                        name = "x",
                        subcommands = {A.class, B.class})
                record X(int a) implements Y<Z> {
                    static final int[] NUMBERS = {1, 2};
                    static final Runnable RUN = () -> {
                        run();
                    };

                    X {
                        check(a);
                    }

                    @Option(names = {"-a", "--all"})
                    <T extends Comparable<T>> T longer(List<T> it) {
                        if (it.isEmpty()) {
                            it.forEach(x -> {});
                        }
                        return new Z() {
                            void inner() {}
                        };
                    }

                    enum Colour {
                        RED;

                        boolean warm() {
                            return true;
                        }
                    }

                    interface Quiet {
                        void nothing();
                    }
                }
                """);
        assertEquals(Map.of("X", 3, "longer", 9, "warm", 3), file.methods());
    }

    @Test
    void aFileOrAMethodThatIsTooLongIsNamed() {
        var body = "        run();\n".repeat(House.METHOD_LINES);
        var file = SourceFile.of("route/plan/X.java", "class X {\n    void all() {\n" + body + "    }\n}\n");
        assertEquals(Map.of("route/plan/X.java#all", House.METHOD_LINES + 2), House.oversize(file));
        var lines = SourceFile.of("route/plan/X.java", "// a line\n".repeat(House.FILE_LINES + 1));
        assertEquals(Map.of("route/plan/X.java", House.FILE_LINES + 1), House.oversize(lines));
        assertEquals(Map.of(), House.oversize(SourceFile.of("route/X.java", "\n".repeat(House.FILE_LINES))));
    }
}
