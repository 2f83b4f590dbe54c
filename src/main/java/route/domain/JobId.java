package route.domain;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The short name of a job that a person can type, such as {@code t7k2}: 4 to 12 letters and digits, no look-alikes. */
public record JobId(String value) {

    private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";
    private static final int LENGTH = 4;
    private static final Pattern ONE = Pattern.compile("[2-9a-hjkmnp-z]{4,12}");

    public JobId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("not a job id: " + value);
        }
    }

    public static boolean isOne(String text) {
        return ONE.matcher(text).matches();
    }

    /** Draws a new id; it starts with a letter, so that no shell or spreadsheet takes it for a number. */
    public static JobId draw(RandomGenerator chance) {
        var id = new StringBuilder();
        id.append(ALPHABET.charAt(8 + chance.nextInt(ALPHABET.length() - 8)));
        while (id.length() < LENGTH) {
            id.append(ALPHABET.charAt(chance.nextInt(ALPHABET.length())));
        }
        return new JobId(id.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
