package route.domain;

import java.util.List;
import java.util.stream.Stream;

/**
 * Who judges how hard a row is. What an older program stored has none of it.
 *
 * @param profile the profile to judge by; empty for the built-in weights alone
 * @param rules which other profiles judge some rows; the first that matches wins
 * @param profiles the profiles themselves, as they were when the job was made: a resume judges by these
 */
public record Judging(String profile, List<ProfileRule> rules, List<Profile> profiles) {
    public static final Judging BUILT_IN = new Judging("", List.of(), List.of());

    public Judging {
        profile = profile == null ? "" : profile;
        rules = rules == null ? List.of() : List.copyOf(rules);
        profiles = profiles == null ? List.of() : List.copyOf(profiles);
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
        return new Judging(profile, rules, found);
    }
}
