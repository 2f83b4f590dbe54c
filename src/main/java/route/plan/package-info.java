/**
 * Chooses a model for each row and says what that will cost: candidates of a tier, windows, expected answers, limits.
 * Ranks a whole input where tiers have shares or a budget, and compares models where the policy asks for it.
 * Pure: functions from records to records.
 */
package route.plan;
