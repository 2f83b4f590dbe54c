package route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole commands, byte for byte: what they print, how they exit, which files they leave. Every directory below {@code
 * golden} is a session that starts with the samples, the job files and its own {@code given}. With {@code
 * -Dgolden.write=true} the sessions are written anew, and the difference is for a person to judge.
 */
class GoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/route/golden");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");
    private static final int MOST_LINES = 3;

    @TestFactory
    Stream<DynamicTest> everySessionGoesAsWritten() throws IOException {
        try (var all = Files.list(GOLDEN)) {
            return all.filter(Files::isDirectory).sorted().toList().stream()
                    .map(it -> DynamicTest.dynamicTest(it.getFileName().toString(), () -> check(it)));
        }
    }

    private static void check(Path golden) throws IOException {
        var folder = Files.createTempDirectory("route-golden-").toRealPath();
        try (var program = new Program(folder)) {
            Tree.layOut(program.here());
            Tree.write(program.here(), Tree.read(golden.resolve("given")));
            var session = new Session(program, folder);
            var file = golden.resolve("session.txt");
            var written = Files.readString(file);
            var now = session.run(written);
            if (WRITE) {
                Files.writeString(file, now);
                Tree.remove(golden.resolve("left"));
                Tree.write(golden.resolve("left"), session.left());
            }
            compare(golden, Files.readString(file), now, session);
        } finally {
            Tree.remove(folder);
        }
    }

    private static void compare(Path golden, String written, String now, Session session) throws IOException {
        var expected = written.lines().toList();
        var actual = now.lines().toList();
        for (var i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            assertEquals(expected.get(i), actual.get(i), golden.resolve("session.txt") + ":" + (i + 1));
        }
        assertEquals(written, now);
        var files = Tree.read(golden.resolve("left"));
        var left = session.left();
        assertEquals(files.keySet(), left.keySet(), "the files that are left");
        files.forEach((name, bytes) -> {
            assertEquals(text(bytes), text(left.get(name)), name);
            assertArrayEquals(bytes, left.get(name), name);
        });
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void mistakesAreToldInThreeLinesAndWithoutAStackTrace() throws IOException {
        var answers = 0;
        for (var name : List.of("mistakes", "mistakes-input", "mistakes-keys", "mistakes-settings")) {
            var said = Files.readString(GOLDEN.resolve(name).resolve("session.txt"));
            assertFalse(said.contains("\n! \tat ") || said.contains("Exception") || said.contains("java."), name);
            for (var answer : said.split("\n\\$ ")) {
                var lines = answer.lines().filter(it -> it.startsWith("!")).toList();
                var isList = lines.stream().anyMatch(it -> it.contains("rows cannot be used"));
                assertTrue(isList || lines.size() <= MOST_LINES, answer);
                assertTrue(lines.isEmpty() || lines.get(0).startsWith("! route: "), answer);
                answers += lines.isEmpty() ? 0 : 1;
            }
        }
        assertTrue(answers > 25, answers + " mistakes");
    }
}
