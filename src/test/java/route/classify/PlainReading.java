package route.classify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The slow and obvious way to read a text: character by character, every phrase of up to three words looked up in a map.
 * What {@link Reader} makes of a text has to be what this makes of it.
 */
final class PlainReading {
    private final Map<String, List<Mark>> lexicon = new HashMap<>();
    private final String text;
    private final List<String> previous = new ArrayList<>();
    private String word = "";
    private int wordStart;
    private boolean lineStart;
    private boolean inNumber;

    final int[] all = new int[Mark.values().length];
    final int[] edge = new int[Mark.values().length];
    final int[] lead = new int[Mark.values().length];
    final Map<String, Integer> counts = new HashMap<>();

    PlainReading(List<String> lines, String text) {
        this.text = text;
        var mark = Mark.QA;
        for (var line : lines) {
            if (line.startsWith("["))
                mark = Mark.valueOf(line.substring(1, line.indexOf(']')).toUpperCase(Locale.ROOT));
            else if (!line.startsWith("#")) for (var phrase : line.split(",")) learn(phrase, mark);
        }
        if (text.length() <= 16_000) {
            read(0, text.length());
        } else {
            read(0, 12_000);
            read(text.length() - 4_000, text.length());
        }
    }

    private void learn(String phrase, Mark mark) {
        var words = new ArrayList<String>();
        var open = new StringBuilder();
        for (char sign : (phrase + " ").toCharArray()) {
            if (open.length() > 0 && (standsAlone(sign) || !Words.isLetter(sign))) {
                words.add(open.toString());
                open.setLength(0);
            }
            if (standsAlone(sign)) words.add(String.valueOf(sign));
            else if (Words.isLetter(sign)) open.append(Character.toLowerCase(sign));
        }
        var marks = lexicon.computeIfAbsent(String.join(" ", words), it -> new ArrayList<>());
        if (!words.isEmpty() && !marks.contains(mark)) marks.add(mark);
    }

    private void read(int from, int to) {
        count("lines", 1);
        lineStart = true;
        previous.clear();
        for (int at = from; at < to; at++) {
            char sign = text.charAt(at);
            if (standsAlone(sign)) {
                endWord(at);
                wordStart = at;
                word = String.valueOf(sign);
                endWord(at + 1);
            } else if (Words.isLetter(sign)) {
                if (word.isEmpty()) wordStart = at;
                word += Character.toLowerCase(sign);
                inNumber = false;
            } else {
                endWord(at);
                sign(sign, at, to);
            }
        }
        endWord(to);
    }

    private void endWord(int end) {
        if (word.isEmpty()) return;
        if (lineStart && end - wordStart == 1 && end < text.length() && ".):".indexOf(text.charAt(end)) >= 0) {
            count("options", 1);
        }
        lineStart = false;
        count("words", 1);
        previous.add(word);
        for (int words = 1; words <= Math.min(3, previous.size()); words++) {
            var phrase = String.join(" ", previous.subList(previous.size() - words, previous.size()));
            for (var mark : lexicon.getOrDefault(phrase, List.of())) {
                all[mark.ordinal()]++;
                if (wordStart < 300 || wordStart >= text.length() - 300) edge[mark.ordinal()]++;
                if (wordStart < 40) lead[mark.ordinal()]++;
            }
        }
        word = "";
    }

    private void sign(char sign, int at, int to) {
        char next = at + 1 < to ? text.charAt(at + 1) : ' ';
        if (sign >= '0' && sign <= '9') {
            count("numbers", inNumber ? 0 : 1);
            count("listItems", lineStart && (next == '.' || next == ')') ? 1 : 0);
            inNumber = true;
            lineStart = false;
            return;
        }
        inNumber = inNumber && (sign == '.' || sign == ',');
        if (sign == ' ' || sign == '\t' || sign == '\r') return;
        if (sign == '\n') {
            count("lines", 1);
            lineStart = true;
            previous.clear();
            return;
        }
        if ("?？؟".indexOf(sign) >= 0) count("questions", 1);
        if ("?？؟.!。:;,".indexOf(sign) >= 0) previous.clear();
        if (sign == ';' && (next == '\n' || next == '\r')) count("codeSigns", 2);
        boolean bullet = lineStart && next == ' ' && "-*•".indexOf(sign) >= 0;
        count("listItems", bullet ? 1 : 0);
        count("mathSigns", sign == '*' && !bullet && next != '*' ? 1 : 0);
        if ("{}`_<>[]".indexOf(sign) >= 0) count("codeSigns", 1);
        if (sign == '(' && next == ')') count("codeSigns", 2);
        if (sign == '(' && at + 2 < to && text.charAt(at + 2) == ')' && Words.isLetter(next)) count("options", 1);
        if (sign == '=' && (next == '=' || next == '>')) count("codeSigns", 2);
        if ("=+^×÷√∑∫≤≥%°".indexOf(sign) >= 0) count("mathSigns", 1);
        if (sign == '\\' && Words.isLetter(next)) count("mathSigns", 2);
        lineStart = false;
    }

    private void count(String what, int more) {
        counts.merge(what, more, Integer::sum);
    }

    private static boolean standsAlone(char sign) {
        return sign >= 0x2E80 && sign < 0xA000 && sign != 0x3000 || sign >= 0xF900 && sign < 0xFB00;
    }
}
