package route.flow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.Money;
import route.domain.RowResult;
import route.domain.Usage;
import route.triage.PlanView;

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

    /**
     * Something that concerns no single job; {@code message} is one line.
     *
     * @param isAlwaysSaid whether it is said to a person who wants to hear little, too
     */
    record Noticed(Level level, String message, boolean isAlwaysSaid) implements Event {
        public Noticed(Level level, String message) {
            this(level, message, false);
        }
    }

    /** A job's state changed; {@code job} is without its batches. */
    record JobMoved(JobState from, JobView job) implements Event {}

    /**
     * A batch's state changed.
     *
     * @param took from its acceptance to the provider's end of it; empty before that
     * @param tasks what came back, by task; empty before it is collected
     */
    record BatchMoved(JobId job, BatchState from, BatchView batch, Optional<Duration> took, List<TaskSum> tasks)
            implements Event {
        public BatchMoved {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * What came back for the rows of one task in a batch.
     *
     * @param task empty for rows without one
     * @param score the mean of the rows' scores, in hundredths
     */
    record TaskSum(String task, long answered, long errored, long score, Usage usage, Money cost) {}

    /**
     * A row has come to its end; only where the log is to have rows.
     *
     * @param prompt what was asked; empty where the log is to have no prompts
     */
    record RowEnded(JobId job, long row, String prompt, RowResult result) implements Event {}

    /**
     * How far a job has come whose batches are at their providers.
     *
     * @param batches those that are not over
     */
    record Waiting(Progress all, List<BatchView> batches) implements Event {
        public Waiting {
            batches = List.copyOf(batches);
        }
    }

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
