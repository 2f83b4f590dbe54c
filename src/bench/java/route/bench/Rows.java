package route.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Makes input files for measurements: the same rows for the same seed on every machine. Needs no build:
 *
 * <pre>java src/bench/java/route/bench/Rows.java ROWS FILE.csv|FILE.jsonl [SEED]</pre>
 *
 * <p>A row is about 650 bytes and 200 o200k tokens: mostly English, with code, markup, figures, and now and then
 * Chinese or Russian; with quotes and line ends inside. Words are drawn so that few are frequent and many are rare, for
 * a cache of word pieces does as well as its words repeat.
 */
public final class Rows {
    private static final int MEAN_CHARACTERS = 600;
    private static final int LEAST_CHARACTERS = 40;
    private static final double RARE_WORDS = 0.16;

    private static final String[] TASKS = {
        "Summarize the following text in three sentences.\n\n",
        "Answer the question with reference to the passage.\n",
        "Classify this support ticket: billing, bug, feature or other.\n\n",
        "Translate into French, keeping the formatting:\n",
        "Why does this fail, and how would you mend it?\n\n",
        "Write a short story that begins with these words: ",
        "Extract every date and amount as JSON.\n",
        "Prove or disprove: ",
    };
    private static final String[] FREQUENT =
            ("the of and to in a is that for it as was with be by on not he his but at are"
                            + " this have from or had an they which one you were all her she there would their we him been has when who"
                            + " will no more if out so said what up its about into than them can only other new some could time these two"
                            + " may then do first any my now such like our over man me even most made after also did many before must"
                            + " through years where much your way well down should because each just those people how too little state"
                            + " good very make world still own see men work long get here between both life being under never day same"
                            + " another know while last might us great old year off come since against go came right used take three")
                    .split(" ");
    private static final String[] SYLLABLES =
            ("con ter ver pro al in re de mo ra ti on per sub tion ment ing ist able ex tra"
                            + " com pre dis ful ness er est ly ous ant ent ic al ive ate ize ism ship hood ward graph log cra ny lo ve"
                            + " mi sta bri do ka zu phi thre quo xe")
                    .split(" ");
    private static final String[] CODE = {
        "for (int i = 0; i < rows.size(); i++) {\n    total += rows.get(i).amount();\n}\n",
        "def parse(line):\n    key, _, value = line.partition('=')\n    return key.strip(), value.strip()\n",
        "SELECT c.name, SUM(o.total) FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY 1;\n",
        "<div class=\"row\"><a href=\"/items/42\">Item 42</a><span>$19.99</span></div>\n",
        "2026-03-14T09:26:53Z ERROR [worker-7] timeout after 30000 ms: connection reset by peer\n",
        "{\"id\": 17, \"tags\": [\"urgent\", \"eu\"], \"amount\": 1204.50}\n",
        "$$\\int_0^1 x^{2n} e^{-x}\\,dx \\le \\frac{1}{2n+1}$$\n",
    };
    private static final String[] FOREIGN = {
        "请用简单的语言解释这个合同条款,并列出双方的主要义务。",
        "Пожалуйста, объясните, почему заказ задержали и когда его доставят.",
        "次の文章を要約し、重要な点を三つ挙げてください。",
        "Können Sie mir erklären, weshalb die Überweisung zurückgewiesen wurde? ",
    };

    private final Random chance;
    private final String[] rare;

    private Rows(long seed) {
        chance = new Random(seed);
        rare = new String[60_000];
        for (var i = 0; i < rare.length; i++) rare[i] = coined();
    }

    /** @param args how many rows, the file (its ending says the format), and perhaps a seed */
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            System.err.println("usage: java Rows.java ROWS FILE.csv|FILE.jsonl [SEED]");
            System.exit(2);
        }
        write(Long.parseLong(args[0]), Path.of(args[1]), args.length > 2 ? Long.parseLong(args[2]) : 1);
    }

    static void write(long rows, Path file, long seed) throws IOException {
        var isJson = file.toString().endsWith(".jsonl");
        try (var out = new BufferedWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), 1 << 20)) {
            new Rows(seed).write(rows, isJson, out);
        }
    }

    private void write(long rows, boolean isJson, Writer out) throws IOException {
        if (!isJson) out.write("id,prompt,category\n");
        for (var i = 1L; i <= rows; i++) {
            var prompt = prompt();
            var category = "c" + chance.nextInt(12);
            out.write(
                    isJson
                            ? "{\"id\":\"r" + i + "\",\"prompt\":\"" + json(prompt) + "\",\"category\":\"" + category
                                    + "\"}\n"
                            : "r" + i + ",\"" + prompt.replace("\"", "\"\"") + "\"," + category + "\n");
        }
    }

    /** Lengths as real files have them: most short, a few long, the mean as said above. */
    private String prompt() {
        var length = LEAST_CHARACTERS - (MEAN_CHARACTERS - LEAST_CHARACTERS) * Math.log(1 - chance.nextDouble());
        var text = new StringBuilder(TASKS[chance.nextInt(TASKS.length)]);
        while (text.length() < length) {
            var kind = chance.nextInt(100);
            if (kind < 22) text.append(CODE[chance.nextInt(CODE.length)]);
            else if (kind < 28) text.append(FOREIGN[chance.nextInt(FOREIGN.length)]);
            else sentence(text);
        }
        return text.toString();
    }

    private void sentence(StringBuilder text) {
        var words = 5 + chance.nextInt(16);
        for (var i = 0; i < words; i++) {
            var word = word();
            if (i == 0) word = Character.toUpperCase(word.charAt(0)) + word.substring(1);
            text.append(word).append(i == words - 1 ? "" : chance.nextInt(11) == 0 ? ", " : " ");
        }
        text.append(chance.nextInt(9) == 0 ? "? " : chance.nextInt(8) == 0 ? ".\n\n" : ". ");
    }

    /** Squaring the draw makes the first words of a list the frequent ones. */
    private String word() {
        var draw = chance.nextDouble();
        if (draw < 0.02) return Integer.toString(chance.nextInt(100_000));
        if (draw < 0.035) return "\"" + rare[chance.nextInt(500)] + "\"";
        var place = chance.nextDouble();
        return draw < 1 - RARE_WORDS
                ? FREQUENT[(int) (place * place * FREQUENT.length)]
                : rare[(int) (place * place * place * rare.length)];
    }

    private String coined() {
        var word = new StringBuilder();
        for (var i = 2 + chance.nextInt(3); i > 0; i--) word.append(SYLLABLES[chance.nextInt(SYLLABLES.length)]);
        return word.toString();
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
