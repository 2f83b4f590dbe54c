/**
 * What becomes of each row before anything is bought: read, judged, placed, chosen for, counted, added up.
 *
 * <p>{@code Reading} walks over a job's copy of its input and makes of every row what {@code Triage} finds it to be: fit,
 * with a tier, a model, a lane and a price, or unfit, with a reason a person understands. {@code Sampling} and {@code Taken}
 * say which rows are the job's, {@code Sessions} keeps those of one session at one model, {@code Opinions} has what an
 * adviser said of them, and {@code Estimate} adds them up to the {@code PlanView} that people see.
 *
 * <p>Nothing is remembered here and nothing is sent: which rows were bought before, or what an adviser answered, is told
 * by whoever asks, and who asks the same is told the same.
 */
package route.triage;
