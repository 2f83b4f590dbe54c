package route.classify;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import route.domain.InputException;
import route.domain.Profile;

/** A profile that is ready to judge by. Holds no state between rows and may be shared by threads. */
final class Leaning {
    /** Begins the names of signals that are a profile's own. */
    static final String NAMED = "profile: ";

    private final Profile profile;
    private final byte[] words;

    /** @throws InputException where the profile is of another version of the classifier, or broken */
    Leaning(Profile profile) {
        if (!profile.classifier().equals(ClassifierVersion.NOW)) {
            throw new InputException("profile " + profile.name() + " was made for another version of the classifier\n"
                    + "make it anew with route tune LABELS --profile " + profile.name());
        }
        this.profile = profile;
        this.words = decoded(profile);
    }

    private static byte[] decoded(Profile profile) {
        if (profile.words().isEmpty()) return new byte[0];
        try {
            var words = Base64.getDecoder().decode(profile.words());
            if (words.length == Grams.SLOTS) return words;
        } catch (IllegalArgumentException e) {
            throw broken(profile, e);
        }
        throw broken(profile, null);
    }

    private static InputException broken(Profile profile, Throwable cause) {
        return new InputException(
                "profile " + profile.name() + " is damaged: its weights of words cannot be read\n"
                        + "make it anew with route tune LABELS --profile " + profile.name(),
                cause);
    }

    /** The same prompt judged by the profile. */
    Judgement on(Judgement plain) {
        double gain = profile.level() + profile.slope() * (plain.gain() - profile.usual()) + said(plain);
        return plain.leaning(this, Outlook.LOGIT_OF_NO_GAIN + Outlook.LOGIT_OF_GAIN * gain);
    }

    /** What the profile made of the signals behind a built-in judgement; they add up as before. */
    List<Signal> signals(Judgement plain, List<Signal> builtIn) {
        var signals = new ArrayList<Signal>();
        for (var signal : builtIn) {
            signals.add(new Signal(signal.name(), profile.slope() * signal.weight(), signal.evidence()));
        }
        double rest = (1 - profile.slope()) * (Judgement.MIDDLE + Outlook.LOGIT_OF_NO_GAIN / Judgement.STEEPNESS);
        double level = rest + weight(profile.level() - profile.slope() * profile.usual());
        signals.add(new Signal(NAMED + "level", level, profile.name() + ", " + profile.labels() + " labels"));
        signals.add(new Signal(NAMED + "words", weight(said(plain)), "as in the labelled rows"));
        return signals;
    }

    private static double weight(double gain) {
        return Outlook.LOGIT_OF_GAIN * gain / Judgement.STEEPNESS;
    }

    private double said(Judgement judgement) {
        if (words.length == 0) return 0;
        var grams = judgement.features().grams();
        var values = WordRows.values(grams, judgement.outlook().weights());
        double sum = 0;
        for (int at = 0; at < values.length; at++) sum += words[grams.slot(at)] * (double) values[at];
        return profile.step() * sum;
    }
}
