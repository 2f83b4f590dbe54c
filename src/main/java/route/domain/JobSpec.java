package route.domain;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job as it is meant: complete, checked, immutable. It is stored with the job, and resuming uses that copy.
 *
 * @param name for people, made from the input's name
 * @param tiers weakest first
 * @param rules in order, the first match wins
 * @param providers by name
 * @param aliases short names for models
 * @param maxAttempts how often a row is tried in all
 * @param firstPoll how long after a batch was sent it is first looked at
 * @param longestPoll the longest pause between two looks
 * @param lookupGrace how long an unclear submission is looked for before it counts as not arrived
 * @param failoverAfter how long a provider may be out of reach before its waiting rows go to their tier's next model
 * @param urgency how soon it is wanted; this and what follows may be null in what an older program stored
 * @param onlyRegion the region that no row may leave, in lower case; empty for none
 * @param policy how tiers and models are chosen
 * @param judging who judges how hard a row is
 * @param selection which rows of the input it takes
 * @param sandbox whether every provider is replaced by the built-in server
 */
public record JobSpec(
        String name,
        Source source,
        Ask ask,
        List<TierSpec> tiers,
        List<RuleSpec> rules,
        Map<String, Provider> providers,
        Map<String, String> aliases,
        Delivery delivery,
        OnBadRow onBadRow,
        Budget budget,
        int maxAttempts,
        Duration firstPoll,
        Duration longestPoll,
        Duration lookupGrace,
        Duration failoverAfter,
        Urgency urgency,
        String onlyRegion,
        Policy policy,
        Judging judging,
        Selection selection,
        boolean sandbox) {

    public JobSpec {
        urgency = urgency == null ? Urgency.NONE : urgency;
        onlyRegion = onlyRegion == null ? "" : onlyRegion;
        policy = policy == null ? Policy.NONE : policy;
        judging = judging == null ? Judging.BUILT_IN : judging;
        selection = selection == null ? Selection.ALL : selection;
        tiers = List.copyOf(tiers);
        rules = List.copyOf(rules);
        providers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        aliases = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("a job needs a tier");
        }
    }

    /** The strongest tier: what every row would cost there in real time is the baseline of the bill. */
    public TierSpec flagship() {
        return tiers.get(tiers.size() - 1);
    }

    /**
     * The same job with what of other settings may change while it is open: its budget, its lane, and how long it waits
     * and tries. Its deadline may not, for its rows carry that.
     */
    public JobSpec goingOnAs(JobSpec given) {
        return new JobSpec(
                name,
                source,
                ask,
                tiers,
                rules,
                providers,
                aliases,
                delivery,
                onBadRow,
                given.budget,
                given.maxAttempts,
                given.firstPoll,
                given.longestPoll,
                given.lookupGrace,
                given.failoverAfter,
                new Urgency(given.urgency.lane(), urgency.deadline()),
                onlyRegion,
                policy,
                judging,
                selection,
                sandbox);
    }

    /** The same job with another judge. */
    public JobSpec with(Judging other) {
        return new JobSpec(
                name,
                source,
                ask,
                tiers,
                rules,
                providers,
                aliases,
                delivery,
                onBadRow,
                budget,
                maxAttempts,
                firstPoll,
                longestPoll,
                lookupGrace,
                failoverAfter,
                urgency,
                onlyRegion,
                policy,
                other,
                selection,
                sandbox);
    }

    /** The same job delivered in another way. */
    public JobSpec with(Delivery other) {
        return new JobSpec(
                name,
                source,
                ask,
                tiers,
                rules,
                providers,
                aliases,
                other,
                onBadRow,
                budget,
                maxAttempts,
                firstPoll,
                longestPoll,
                lookupGrace,
                failoverAfter,
                urgency,
                onlyRegion,
                policy,
                judging,
                selection,
                sandbox);
    }

    /** The same job with its providers elsewhere. */
    public JobSpec with(Map<String, Provider> others) {
        return new JobSpec(
                name,
                source,
                ask,
                tiers,
                rules,
                others,
                aliases,
                delivery,
                onBadRow,
                budget,
                maxAttempts,
                firstPoll,
                longestPoll,
                lookupGrace,
                failoverAfter,
                urgency,
                onlyRegion,
                policy,
                judging,
                selection,
                sandbox);
    }
}
