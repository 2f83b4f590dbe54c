/**
 * The words of the house: rows, prompts, tiers, models, batches, attempts, outcomes, and the states they pass through.
 *
 * <p>Records and enums only, made from the JDK alone; they check themselves when they are made and never touch a file,
 * a clock or the network. Everything else may import this room, and this room imports nothing.
 */
package route.domain;
