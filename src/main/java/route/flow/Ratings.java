package route.flow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import route.domain.InputException;

/** How the ratings of one file are meant: {@code pass} or {@code fail}, or numbers from 0 to 1, or from 1 to 5. */
final class Ratings {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,2}(\\.\\d{1,9})?|\\.\\d{1,9}");
    private static final BigDecimal FIVE = BigDecimal.valueOf(5);
    private static final BigDecimal FOUR = BigDecimal.valueOf(4);
    private static final int WHOLE = 1_000;

    private boolean aboveOne;
    private boolean belowOne;
    private boolean one;

    /** Whether a text is a rating at all; what a scale is told by is remembered. */
    boolean isOne(String text) {
        if (word(text).isPresent()) return true;
        if (!NUMBER.matcher(text).matches()) return false;
        var number = new BigDecimal(text);
        if (number.compareTo(FIVE) > 0) return false;
        var side = number.compareTo(BigDecimal.ONE);
        aboveOne |= side > 0;
        belowOne |= side < 0;
        one |= side == 0;
        return true;
    }

    private static Optional<Integer> word(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "pass", "true" -> Optional.of(WHOLE);
            case "fail", "false" -> Optional.of(0);
            default -> Optional.empty();
        };
    }

    /**
     * Whether numbers go from 1 to 5 rather than from 0 to 1.
     *
     * @param said the highest number of the scale, 1 or 5, as a person named it; 0 to tell it from the numbers
     * @throws InputException where the numbers fit neither scale, or both
     */
    boolean isToFive(int said) {
        if (aboveOne && belowOne || said == 1 && aboveOne || said == 5 && belowOne) {
            throw new InputException("the ratings fit no one scale: some are below 1, some above\n"
                    + "a file has ratings from 0 to 1, or from 1 to 5, or pass and fail");
        }
        if (said == 0 && one && !aboveOne && !belowOne) {
            throw new InputException("every rating is 1, which is the best from 0 to 1 and the worst from 1 to 5\n"
                    + "say which with --scale 1 or --scale 5");
        }
        return said == 5 || aboveOne;
    }

    /** In thousandths, of a text that is a rating. */
    static int thousandths(String text, boolean toFive) {
        var word = word(text);
        if (word.isPresent()) return word.get();
        var number = new BigDecimal(text);
        var share = toFive ? number.subtract(BigDecimal.ONE).divide(FOUR, 9, RoundingMode.HALF_UP) : number;
        return share.movePointRight(3).setScale(0, RoundingMode.HALF_UP).intValueExact();
    }
}
