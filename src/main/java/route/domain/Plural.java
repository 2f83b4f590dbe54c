package route.domain;

/** A number of things as a person writes it: {@code 1 row}, {@code 2 rows}. */
public final class Plural {
    private Plural() {}

    /** Of rows. */
    public static String rows(long number) {
        return of(number, "row");
    }

    /** @param what the name of one, whose plural ends in s */
    public static String of(long number, String what) {
        return number == 1 ? "1 " + what : number + " " + what + "s";
    }
}
