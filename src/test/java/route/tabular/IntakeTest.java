package route.tabular;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.InputException;
import route.domain.InputKind;
import route.domain.Source;

class IntakeTest {

    private static final String TABLE = "id,prompt\n1,a\n2,b\n";

    @TempDir
    Path folder;

    private Path copy() {
        return folder.resolve("copy");
    }

    private String refusal(Source source, byte[] input) {
        var said = assertThrows(InputException.class, () -> Rows.take(source, input, copy()))
                .getMessage();
        assertTrue(said.lines().count() <= 3, said);
        assertFalse(Files.exists(copy()), "a refused input leaves nothing behind");
        return said;
    }

    private String refusal(String name, String input) {
        return refusal(Rows.source(name), input.getBytes(UTF_8));
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    @Test
    void theLayoutOfAPlainTable() throws Exception {
        var layout = Rows.take("in.csv", "\r\nid,\"a\r\nname\"\r\n1,x\r\n", copy());
        assertEquals(InputKind.CSV, layout.kind());
        assertEquals(List.of("id", "a\r\nname"), layout.header());
        assertEquals(16, layout.dataOffset());
        assertEquals(4, layout.dataLine());
        assertEquals("\r\n", layout.lineEnd());
        var bytes = Files.readAllBytes(copy());
        assertEquals(bytes.length, layout.bytes());
        assertEquals(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)), layout.sha256());
    }

    @ParameterizedTest
    @CsvSource({
        "x.csv,CSV",
        "x.TSV,TSV",
        "x.tab,TSV",
        "x.jsonl,JSONL",
        "x.ndjson,JSONL",
        "x.csv.gz,CSV",
        "-,CSV",
        "x.txt,CSV",
    })
    void theKindComesFromTheNameOrElseTheContent(String name, InputKind kind) throws IOException {
        var text = kind == InputKind.JSONL ? "{\"prompt\":1}\n" : "prompt\nx\n";
        var input = name.endsWith(".gz") ? gzip(text) : text.getBytes(UTF_8);
        assertEquals(kind, Rows.take(Rows.source(name), input, copy()).kind());
    }

    @Test
    void contentWithoutANameShowsItsKind() {
        assertEquals(
                InputKind.JSONL, Rows.take("-", " \n{\"prompt\":1}\n", copy()).kind());
        assertEquals(
                InputKind.TSV, Rows.take("-", "id\tprompt\n1\ta, b\n", copy()).kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void theDelimiterIsFoundAmongOthersInQuotesAndCells(String delimiter) {
        var input = "id" + delimiter + "\"x,y;z|w\tv\"" + delimiter + "prompt\n1" + delimiter + "b" + delimiter
                + "\"a; b, c | d\te\"\n";
        assertEquals(delimiter.charAt(0), Rows.take("in.csv", input, copy()).delimiter());
    }

    @Test
    void aDelimiterThatIsOnlyInTheRowsIsText() {
        assertEquals(
                List.of("prompt"),
                Rows.take("in.csv", "prompt\na;b\nc;d\n", copy()).header());
        assertEquals(',', Rows.take("in.csv", "prompt\na;b\nc;d\n", copy()).delimiter());
    }

    @Test
    void theDelimiterThatTheRowsKeepToWins() {
        assertEquals(';', Rows.take("in.csv", "id;a, b\n1;x\n2;y\n", copy()).delimiter());
    }

    @Test
    void aUtf8MarkIsTakenOffAndRemembered() {
        var layout = Rows.take("in.csv", "\uFEFF\"prompt\"\nx\n", copy());
        assertTrue(layout.byteOrderMark());
        assertEquals(List.of("prompt"), layout.header());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void wideTextIsReadByItsMark(String charset) {
        var input = "\uFEFFid,prompt\n1,é漢😀\n".getBytes(Charset.forName(charset));
        var layout = Rows.take(Rows.source("in.csv"), input, copy());
        assertTrue(layout.byteOrderMark());
        assertEquals(
                "é漢😀", Rows.read(copy(), layout).get(0).fields().text("prompt").orElseThrow());
    }

    @Test
    void wideTextWithoutAMarkIsNamedAndReadWhenItIsSaid() {
        var input = TABLE.getBytes(UTF_16LE);
        assertTrue(refusal(Rows.source("in.csv"), input).contains("--encoding UTF-16LE"));
        var layout = Rows.take(new Source("in.csv", Optional.empty(), '\0', "utf-16-le"), input, copy());
        assertEquals(2, Rows.read(copy(), layout).size());
    }

    @Test
    void aNamedEncodingIsStrictAndNamesTheByte() {
        var source = new Source("in.csv", Optional.empty(), '\0', "windows-1252");
        var layout = Rows.take(source, "id,prompt\n1,€\n".getBytes(Charset.forName("windows-1252")), copy());
        assertEquals(
                "€", Rows.read(copy(), layout).get(0).fields().text("prompt").orElseThrow());
        var said = refusal(new Source("in.csv", Optional.empty(), '\0', "ascii"), "id,prompt\n1,é\n".getBytes(UTF_8));
        assertTrue(said.startsWith("in.csv is not US-ASCII: byte 13, on line 2, is \\xC3"), said);
    }

    @Test
    void longTextIsTranscodedAcrossBuffers() {
        var text = "prompt\n" + "aé漢😀\n".repeat(60_000);
        var layout = Rows.take(Rows.source("in.csv"), ("\uFEFF" + text).getBytes(UTF_16LE), copy());
        assertEquals(text.getBytes(UTF_8).length, layout.bytes());
        assertEquals(60_000, Rows.raw(copy(), layout).size());
    }

    @Test
    void halfACharacterAtTheEndIsNamed() {
        var input = Arrays.copyOf("\uFEFFprompt\nab".getBytes(UTF_16LE), 19);
        assertTrue(refusal(Rows.source("in.csv"), input).contains("byte 19, on line 2"));
    }

    @Test
    void anEncodingThatContradictsTheMarkIsRefused() {
        var source = new Source("in.csv", Optional.empty(), '\0', "latin1");
        assertTrue(refusal(source, "\uFEFFprompt\n".getBytes(UTF_8)).contains("byte order mark of UTF-8"));
    }

    @Test
    void anUnknownEncodingIsRefused() {
        assertTrue(refusal(new Source("in.csv", Optional.empty(), '\0', "utf-9"), TABLE.getBytes(UTF_8))
                .contains("no encoding \"utf-9\""));
    }

    @Test
    void gzipIsUnpackedWhateverItsNameAllMembersOfIt() throws IOException {
        var twoMembers = join(gzip("id,prompt\n1,a\n"), gzip("2,b\n"));
        for (var name : List.of("in.csv.gz", "in.csv", "-")) {
            var layout = Rows.take(Rows.source(name), twoMembers, copy());
            assertEquals(2, Rows.read(copy(), layout).size(), name);
        }
    }

    @Test
    void aSlowPipeIsNotTakenForAnEndedOne() throws IOException {
        var slow = new ByteArrayInputStream(join(gzip("id,prompt\n1,a\n"), gzip("2,b\n"), gzip("3,c\n"))) {
            @Override
            public synchronized int available() {
                return 0;
            }

            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };
        var layout = Intake.copy(Rows.source("-"), slow, copy());
        assertEquals(3, Rows.read(copy(), layout).size());
    }

    @Test
    void gzipThatIsCutOffDamagedOrFollowedByRubbishIsRefused() throws IOException {
        var good = gzip(TABLE.repeat(100));
        var source = Rows.source("in.csv.gz");
        for (int end = 2; end < good.length; end++) {
            assertTrue(refusal(source, Arrays.copyOf(good, end)).contains("cut off"), "cut at " + end);
        }
        var damaged = good.clone();
        damaged[good.length - 6] ^= 1;
        assertTrue(refusal(source, damaged).contains("damaged"));
        for (int length = 1; length < 40; length++) {
            var rubbish = "this is no gzip data, but rows someone lost"
                    .substring(0, length)
                    .getBytes(UTF_8);
            assertTrue(refusal(source, join(good, rubbish)).contains("after the end"), length + " bytes");
        }
        assertEquals(
                300,
                Rows.raw(copy(), Rows.take(source, join(good, new byte[512]), copy()))
                                .size()
                        + 1);
    }

    @Test
    void aGzNameWithoutGzipDataIsRefused() {
        assertTrue(refusal("in.csv.gz", TABLE).contains("holds no gzip data"));
    }

    @Test
    void filesThatAreNoTextAreCalledByTheirName() {
        assertTrue(refusal("in.csv", "PK\u0003\u0004xxxx").contains("Excel"));
        assertTrue(refusal("in.csv", "PAR1\u0015\u0004").contains("Parquet"));
        assertTrue(refusal("in.csv", "%PDF-1.7\n").contains("PDF"));
        assertTrue(refusal("in.csv", "<!DOCTYPE html><html>").contains("web page"));
        assertTrue(refusal("in.csv", "\u0001\u0002\u0003\u0004\u0005abc").contains("control bytes"));
        assertEquals(
                List.of("ORC", "prompt"),
                Rows.take("in.csv", "ORC,prompt\n1,2\n", copy()).header());
    }

    @Test
    void aJsonDocumentIsRefusedWithTheWayOut() {
        assertTrue(
                refusal("in.json", "[\n {\"prompt\":1},\n {\"prompt\":2}\n]\n").contains("jq -c '.[]'"));
        assertTrue(refusal("in.jsonl", "[{\"prompt\":1},{\"prompt\":2}]\n").contains("jq -c '.[]'"));
        assertTrue(refusal("in.json", "{\n \"prompt\": 1\n}\n{\n \"prompt\": 2\n}\n")
                .contains("jq -c ."));
        assertTrue(refusal("in.csv", "[{\"prompt\":1}]\n").contains("holds JSON"));
        assertEquals(
                2,
                Rows.read("in.json", "{\"prompt\":1}\n{\"prompt\":2}\n", copy()).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"in.csv", "in.jsonl", "in.tsv", "-"})
    void nothingAtAllIsRefused(String name) {
        assertTrue(refusal(name, "").contains("empty"));
        assertTrue(refusal(name, "\uFEFF").contains("is empty"));
        assertTrue(refusal(name, " \r\n\n").contains("nothing but blanks"));
    }

    @Test
    void aHeaderAloneIsATableWithoutRows() {
        assertEquals(List.of(), Rows.read("in.csv", "id,prompt", copy()));
        assertEquals(List.of(), Rows.read("in.csv", "id,prompt\r\n", copy()));
    }

    @Test
    void aBrokenHeaderNamesItsLine() {
        assertTrue(refusal("in.csv", "\nid,\"prompt\n1,a\n").contains("opens a quote on line 2"));
        assertTrue(refusal("in.csv", "\"id\"x,prompt\n1,a\n").contains("closing quote on line 1"));
        var said = refusal(Rows.source("in.csv"), new byte[] {'a', ',', (byte) 0xE9, '\n'});
        assertTrue(said.contains("the header on line 1 is not UTF-8"), said);
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertTrue(refusal(new Source("x", Optional.of(InputKind.OPENAI), '\0', ""), new byte[0])
                .contains("output only"));
        assertTrue(
                refusal(new Source("x", Optional.empty(), '"', ""), new byte[0]).contains("--delimiter"));
        assertTrue(
                refusal(new Source("x", Optional.empty(), '§', ""), new byte[0]).contains("--delimiter"));
    }

    @Test
    void whatCannotBeOpenedIsNamed() {
        var missing = folder.resolve("missing.csv").toString();
        assertTrue(assertThrows(InputException.class, () -> Intake.open(Rows.source(missing)))
                .getMessage()
                .contains("no file"));
        assertTrue(assertThrows(InputException.class, () -> Intake.open(Rows.source(folder.toString())))
                .getMessage()
                .contains("is a directory"));
    }

    @Test
    void aFailureOfTheDiskIsNoMistakeOfTheUser() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cable pulled");
            }
        };
        assertThrows(java.io.UncheckedIOException.class, () -> Intake.copy(Rows.source("-"), broken, copy()));
        assertFalse(Files.exists(copy()));
    }
}
