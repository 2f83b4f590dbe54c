package route.domain;

/**
 * What a user's own outcomes say of hardness, beside what is built in: an expected gain that is linear in the built-in one
 * and in the words of the prompt.
 *
 * @param name as it is asked for
 * @param classifier the version of the classifier it was fitted to; it means nothing to another
 * @param labels the rows it was fitted to
 * @param level the gain that is usual
 * @param usual the built-in gain that is usual
 * @param slope what a step of the built-in gain away from the usual adds
 * @param step what a whole step of a word's weight adds
 * @param words a signed byte for each slot that a word or pair of words may fall into, in Base64; empty where they add nothing
 */
public record Profile(
        String name,
        String classifier,
        int labels,
        double level,
        double usual,
        double slope,
        double step,
        String words) {

    /** What a profile may be called: it becomes the name of a file. */
    public static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}";

    public Profile {
        if (!name.matches(NAME)) throw new IllegalArgumentException("'" + name + "' cannot name a profile");
        if (!Double.isFinite(level + usual + slope + step)) throw new IllegalArgumentException("a number is missing");
    }
}
