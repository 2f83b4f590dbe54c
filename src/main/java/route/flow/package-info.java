/**
 * The corridor: the steps of a job, the loop that drives them, and {@link route.flow.Jobs}, the front desk.
 *
 * <p>Every step asks the store what is due, does it, and writes it down; running a step again is always safe. A first
 * start is a resume of a job on which nothing has been done yet. Decisions are made in the rooms next door, which are
 * pure; what they have to know of the store is handed to them from here, and this room carries them out.
 */
package route.flow;
