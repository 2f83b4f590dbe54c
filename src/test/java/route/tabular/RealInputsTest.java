package route.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import route.domain.InputKind;

/** Published files of real prompts: every row is read, and written with nothing of it changed. */
class RealInputsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "support_tickets.csv,3156,10",
        "complaints.tsv,700,5",
        "code_prompts_semicolon.csv,563,4",
        "awesome_prompts.csv,948,5",
        "banking77_test.csv,3080,2",
        "boston311.csv,100,29",
        "prompts_mixed.jsonl.gz,21067,0",
        "prompts_small.jsonl,200,0",
        "chat_messages.jsonl,812,0",
        "openai_batch.jsonl,812,0",
        "multilingual.jsonl,2168,0",
        "multilingual.csv,900,4",
        "long_documents.jsonl.gz,120,0",
    })
    void everyRowIsReadAndKept(String name, int rows, int columns) throws Exception {
        var copy = folder.resolve("copy");
        var layout = Rows.take(
                Rows.source(SharedData.root().resolve("inputs").resolve(name).toString()), copy);
        assertEquals(columns, layout.header().size());
        var read = Rows.read(copy, layout);
        assertEquals(List.of(), read.stream().filter(it -> !it.readable()).toList());
        assertEquals(rows, read.size());
        assertEquals(Files.size(copy), layout.bytes());
        if (layout.kind() != InputKind.JSONL) {
            assertEquals(-1, java.util.Arrays.mismatch(bare(copy, layout), Files.readAllBytes(copy)), name);
        }
    }

    /** The merged table with our columns cut off again: the input, byte for byte. */
    private static byte[] bare(Path copy, route.domain.InputLayout layout) {
        var text = new String(
                Rows.merged(copy, layout, layout.kind(), false, "@@"), java.nio.charset.StandardCharsets.UTF_8);
        char it = layout.delimiter();
        var ours = java.util.regex.Pattern.quote(it + "@@" + it + "accepted") + ".*";
        var plain =
                text.replaceAll(ours, "").replaceFirst(java.util.regex.Pattern.quote(it + "route_response") + ".*", "");
        var out = new ByteArrayOutputStream();
        out.writeBytes(
                plain.substring(layout.byteOrderMark() ? 1 : 0).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
