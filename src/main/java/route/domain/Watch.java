package route.domain;

/**
 * What is watched and who is told. It is a setting of the whole house, not of a job, and is not stored.
 *
 * @param jobEnd who is told when a job is delivered or cancelled
 * @param alert who is told when a limit is passed
 * @param logsRows whether the log has a line for each row
 * @param logsPrompts whether these lines hold prompts and answers
 */
public record Watch(AlertLimits limits, Hook jobEnd, Hook alert, boolean logsRows, boolean logsPrompts) {

    public static final Watch NONE = new Watch(AlertLimits.NONE, Hook.NONE, Hook.NONE, false, false);
}
