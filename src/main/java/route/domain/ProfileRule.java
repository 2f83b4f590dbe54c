package route.domain;

/**
 * Says which profile judges some rows: when all its conditions hold. Empty text is no condition.
 *
 * @param tag the row's tag is this
 * @param task the row's task, its own word or the classifier's, is this
 * @param profile the profile by name
 */
public record ProfileRule(String tag, String task, String profile) {}
