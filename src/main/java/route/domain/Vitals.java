package route.domain;

import java.time.LocalDate;
import java.util.List;

/**
 * What alerts are judged by: sums over a window of time, of real jobs or of simulated ones.
 *
 * @param day the day it is (UTC)
 * @param daySpend charged on that day
 * @param spend charged in the window
 * @param flagshipSpend the part of it that rows of the strongest tier of their job had
 * @param models the requests of each model that came back in the window
 * @param jobs the jobs that were delivered in the window
 * @param tasks what each task cost in the window and in the four before it
 */
public record Vitals(
        LocalDate day,
        Money daySpend,
        Money spend,
        Money flagshipSpend,
        List<ModelErrors> models,
        List<JobCost> jobs,
        List<TaskCost> tasks) {

    public Vitals {
        models = List.copyOf(models);
        jobs = List.copyOf(jobs);
        tasks = List.copyOf(tasks);
    }

    /** A model's requests, and how many of them came back as errors. */
    public record ModelErrors(String model, long requests, long errors) {}

    /** What a job was to cost and what it did. */
    public record JobCost(JobId job, Money estimate, Money cost) {}

    /** Rows of a task and what they cost, now and before. */
    public record TaskCost(String task, long rows, Money cost, long rowsBefore, Money costBefore) {}
}
