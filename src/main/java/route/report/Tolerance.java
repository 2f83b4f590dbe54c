package route.report;

import java.math.BigDecimal;
import route.domain.InputException;
import route.domain.Money;

/**
 * How far two sums may lie apart and still be called equal: so much of the larger, or so many dollars.
 *
 * @param share of the larger, 0 to 1; 0 for none
 * @param amount in dollars; tokens it does not help
 */
public record Tolerance(BigDecimal share, Money amount) {

    /** {@code 0.5%}, or an amount of dollars such as {@code 0.01}. */
    public static Tolerance parse(String text) {
        var value = text.strip();
        try {
            var isShare = value.endsWith("%");
            var number = new BigDecimal(
                    isShare ? value.substring(0, value.length() - 1).strip() : value);
            if (number.signum() < 0 || number.precision() > 12 || Math.abs(number.scale()) > 12)
                throw wrong(text, null);
            if (!isShare) return new Tolerance(BigDecimal.ZERO, Money.ofDollars(number.toPlainString()));
            return new Tolerance(number.movePointLeft(2), Money.ZERO);
        } catch (NumberFormatException | ArithmeticException e) {
            throw wrong(text, e);
        }
    }

    private static InputException wrong(String text, Exception cause) {
        return new InputException(
                "--tolerance '" + text + "' is neither a share such as 0.5% nor dollars such as 0.01", cause);
    }

    boolean allows(Measure measure, long ours, long theirs) {
        var apart =
                BigDecimal.valueOf(ours).subtract(BigDecimal.valueOf(theirs)).abs();
        var larger = BigDecimal.valueOf(Math.max(Math.abs(ours), Math.abs(theirs)));
        if (apart.compareTo(larger.multiply(share)) <= 0) return true;
        return measure == Measure.COST && apart.compareTo(BigDecimal.valueOf(amount.picodollars())) <= 0;
    }
}
