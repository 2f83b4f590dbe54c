package route.domain;

/** A model as the user writes it, {@code provider/model-id}; the model id is the provider's own and may hold slashes. */
public record ModelRef(String provider, String model) {

    public ModelRef {
        if (provider.isBlank() || model.isBlank() || provider.indexOf('/') >= 0) {
            throw new IllegalArgumentException("a model is written provider/model-id, not " + provider + "/" + model);
        }
    }

    /** Reads {@code provider/model-id}. */
    public static ModelRef parse(String text) {
        var slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            throw new IllegalArgumentException("a model is written provider/model-id, not '" + text + "'");
        }
        return new ModelRef(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return provider + "/" + model;
    }
}
