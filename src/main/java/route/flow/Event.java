package route.flow;

import route.domain.JobId;

/** What the flow says while it works. No room prints: the command line renders events for people or for machines. */
public sealed interface Event {

    /** How loud an event is. */
    enum Level {
        DETAIL,
        NOTE,
        WARNING
    }

    /** Something happened; {@code message} is one line. */
    record Said(Level level, JobId job, String message) implements Event {}

    /** Something that concerns no single job; {@code message} is one line. */
    record Noticed(Level level, String message) implements Event {}

    /** The plan that is about to be carried out. */
    record Planned(JobId job, PlanView plan) implements Event {}

    /**
     * How far a long piece of work has come.
     *
     * @param phase a word for people: reading, preparing, sending, waiting, collecting, merging
     * @param total 0 where it is not known
     */
    record Progress(JobId job, String phase, long done, long total) implements Event {}
}
