package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.wire.Call;

class UnfoldTest {
    private static final Results.Pages PAGES =
            new Results.Pages(token -> Call.get("/results?token=" + token), "/state/results", "/token");

    @TempDir
    Path directory;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    @Test
    void eachElementBecomesALineAndTheTokenIsTheNextPages() throws IOException {
        var next = unfold("""
                {"results": [{"not": "here"}], "token": "p2",
                 "state": {"results": [{"id": "a",
                    "text": "two\\nlines", "n": 1.50}, [1, {"token": "inside"}], "plain", null]}}
                """);

        assertEquals("p2", next);
        assertEquals(
                "{\"id\":\"a\",\"text\":\"two\\nlines\",\"n\":1.50}\n[1,{\"token\":\"inside\"}]\n\"plain\"\nnull\n",
                lines.toString(StandardCharsets.UTF_8));
    }

    @Test
    void noTokenAndATokenThatIsNullAreTheEnd() throws IOException {
        assertEquals("", unfold("{\"state\":{\"results\":[]},\"token\":null}"));
        assertEquals("", unfold("{\"state\":{\"results\":[]}}"));
        assertEquals("", lines.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatBreaksOffOrHoldsNoResultsIsStillToBeHad() {
        for (var broken : new String[] {
            "{\"state\":{\"results\":[{\"id\":\"a\"}",
            "{\"state\":{\"results\":[{\"id\":",
            "<html>",
            "{\"state\":{\"results\":null}}",
            ""
        }) {
            assertThrows(CallException.Busy.class, () -> unfold(broken), broken);
        }
    }

    private String unfold(String document) throws IOException {
        return Unfold.lines(Files.writeString(directory.resolve("page"), document), PAGES, lines);
    }
}
