package route.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Pattern;
import route.domain.InputException;

/** Which encoding an input has: the one the user names, or the one its byte order mark tells, or UTF-8. */
final class Encodings {

    private static final Pattern UTF = Pattern.compile("(?i)utf[-_ ]?(8|16|32)[-_ ]?(le|be)?");

    private Encodings() {}

    /**
     * What to decode from; empty for UTF-8, whose bytes are kept as they are and checked row by row.
     *
     * @param named the user's word; empty for none
     */
    static Optional<Charset> of(String named, Bom bom, String input) {
        var charset = named.isEmpty() ? bom.charset() : byName(named);
        if (bom != Bom.NONE && !bom.charset().name().startsWith(charset.name())) {
            throw new InputException(input + " begins with the byte order mark of " + bom.charset()
                    + ", but --encoding says " + named + ".\nLeave --encoding out, or name " + bom.charset() + ".");
        }
        var meant = bom == Bom.NONE ? charset : bom.charset();
        return meant.equals(UTF_8) ? Optional.empty() : Optional.of(meant);
    }

    private static Charset byName(String named) {
        var utf = UTF.matcher(named.strip());
        var plain = utf.matches() ? "UTF-" + utf.group(1) + (utf.group(2) == null ? "" : utf.group(2)) : named.strip();
        try {
            return Charset.forName(plain);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new InputException(
                    "--encoding: there is no encoding \"" + named
                            + "\".\nCommon ones are utf-8, utf-16, windows-1252, iso-8859-1, shift_jis, gb18030.",
                    e);
        }
    }
}
