package route.domain;

import java.util.List;
import java.util.stream.Stream;

/**
 * Who judges how hard a row is. What an older program stored has none of it.
 *
 * @param profile the profile to judge by; empty for the built-in weights alone
 * @param rules which other profiles judge some rows; the first that matches wins
 * @param profiles the profiles themselves, as they were when the job was made: a resume judges by these
 * @param adviser who is asked first
 * @param advises whether the rows are questions about the rows of another job, which counts in no baseline
 */
public record Judging(
        String profile, List<ProfileRule> rules, List<Profile> profiles, Adviser adviser, boolean advises) {
    public static final Judging BUILT_IN = new Judging("", List.of(), List.of(), Adviser.NOBODY, false);

    /** That of a job whose rows are questions about those of another. */
    public static final Judging QUESTIONS = new Judging("", List.of(), List.of(), Adviser.NOBODY, true);

    public Judging {
        profile = profile == null ? "" : profile;
        rules = rules == null ? List.of() : List.copyOf(rules);
        profiles = profiles == null ? List.of() : List.copyOf(profiles);
        adviser = adviser == null ? Adviser.NOBODY : adviser;
    }

    /** Every profile that is named, once. */
    public List<String> names() {
        return Stream.concat(Stream.of(profile), rules.stream().map(ProfileRule::profile))
                .filter(it -> !it.isEmpty())
                .distinct()
                .toList();
    }

    /** The same with these profiles. */
    public Judging with(List<Profile> found) {
        return new Judging(profile, rules, found, adviser, advises);
    }
}
