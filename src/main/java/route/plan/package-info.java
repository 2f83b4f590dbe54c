/**
 * Chooses a model for each row and says what that will cost: candidates of a tier, windows, expected answers, limits.
 * Pure: functions from records to records.
 */
package route.plan;
