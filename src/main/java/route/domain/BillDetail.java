package route.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * All that the page of the bill shows, of the same jobs and days.
 *
 * @param bill by the dimensions asked for
 * @param days by day and model, in order of the days
 * @param models by model, dearest first
 * @param tasks by task and model
 * @param turnarounds of batches, by model
 * @param jobs what was expected of the last jobs and what they came to, newest first
 * @param dearest the answers that cost most
 * @param quality by task and model
 * @param unbilled what may have been billed by providers that is not on the bill: batches that were lost, calls without an
 *     answer
 */
public record BillDetail(
        Bill bill,
        Levers levers,
        List<BillLine> days,
        List<BillLine> models,
        List<BillLine> tasks,
        List<Ending> endings,
        List<Turnaround> turnarounds,
        List<Forecast> jobs,
        List<Dear> dearest,
        QualityView quality,
        Money unbilled) {

    public BillDetail {
        days = List.copyOf(days);
        models = List.copyOf(models);
        tasks = List.copyOf(tasks);
        endings = List.copyOf(endings);
        turnarounds = List.copyOf(turnarounds);
        jobs = List.copyOf(jobs);
        dearest = List.copyOf(dearest);
    }

    /** Whether a row was answered, refused with an error, or not worked on. */
    public enum Kind {
        ANSWERED,
        ERRORED,
        UNSERVED
    }

    /**
     * How attempts ended.
     *
     * @param word of an answer the word of {@link Finish}, of an error its code, else the word of {@link Outcome.Reason}
     */
    public record Ending(Kind kind, String word, long rows) {}

    /** How long a model's batches took from being sent to being over; {@code most} is the longest of them. */
    public record Turnaround(String model, int batches, Duration median, Duration ninetieth, Duration most) {}

    /**
     * What the first plan of a job expected and what it cost.
     *
     * @param isOver whether nothing more will be added to the cost
     */
    public record Forecast(JobId job, String name, Instant createdAt, boolean isOver, Money estimate, Money cost) {}

    /** One answer. */
    public record Dear(JobId job, long row, String model, String day, Money cost) {}
}
