package route.domain;

/**
 * A limit that was passed.
 *
 * @param subject what passed it: a model, a job, a task, a day; empty where there is only one
 * @param message one line for a person
 * @param measured what was found, with its unit: {@code 47 %}, {@code 25.10 USD}
 * @param limit what was allowed, in the same unit
 */
public record Alert(Kind kind, String subject, String message, String measured, String limit) {

    /** What may be watched; each is named as its setting under {@code alerts}. */
    public enum Kind {
        FLAGSHIP_SHARE("flagship_share"),
        ERROR_RATE("error_rate"),
        DAY_SPEND("day_spend"),
        ESTIMATE_OFF("estimate_off"),
        COST_DRIFT("cost_drift");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
