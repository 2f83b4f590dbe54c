package route.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact amount of US dollars, in picodollars (a millionth of a millionth of a dollar), so that one cached token has
 * an exact price and sums never drift. Overflows throw; the largest amount is about 9.2 million dollars.
 */
public record Money(long picodollars) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);
    private static final int SCALE = 12;

    public static Money ofPicodollars(long picodollars) {
        return picodollars == 0 ? ZERO : new Money(picodollars);
    }

    /** An amount in dollars as a person writes it; anything finer than a picodollar is refused. */
    public static Money ofDollars(String dollars) {
        return new Money(new BigDecimal(dollars.strip()).movePointRight(SCALE).longValueExact());
    }

    public Money plus(Money other) {
        return ofPicodollars(Math.addExact(picodollars, other.picodollars));
    }

    public Money minus(Money other) {
        return ofPicodollars(Math.subtractExact(picodollars, other.picodollars));
    }

    public Money times(long count) {
        return ofPicodollars(Math.multiplyExact(picodollars, count));
    }

    public boolean isMoreThan(Money other) {
        return picodollars > other.picodollars;
    }

    /** The exact amount in dollars, at least six decimals and no more than it needs: {@code 0.041233}. */
    public String toDollars() {
        var exact = BigDecimal.valueOf(picodollars, SCALE).stripTrailingZeros();
        return exact.setScale(Math.max(6, exact.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /** Rounded half up to {@code decimals}, for a person's eye: {@code $0.04}. */
    public String toDisplay(int decimals) {
        var rounded = BigDecimal.valueOf(picodollars, SCALE).setScale(decimals, RoundingMode.HALF_UP);
        return (rounded.signum() < 0 ? "-$" : "$") + rounded.abs().toPlainString();
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(picodollars, other.picodollars);
    }

    @Override
    public String toString() {
        return "$" + toDollars();
    }
}
