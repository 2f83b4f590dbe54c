package route.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.Opinion;

/** What counts for a row: what somebody who was asked says of it, and of the rest what the classifier itself makes of it. */
record Verdict(Judgement own, Optional<Opinion> opinion) {
    static Verdict of(Judgement own, Optional<Opinion> opinion) {
        return new Verdict(own, opinion);
    }

    double hardness() {
        return opinion.map(Opinion::hardness).orElse(own.hardness());
    }

    int score() {
        return Judgement.scoreOf(hardness());
    }

    int sensitivity() {
        return opinion.map(Opinion::sensitivity).filter(it -> it > 0).orElseGet(own::sensitivity);
    }

    String task() {
        return opinion.map(Opinion::task)
                .filter(it -> !it.isEmpty())
                .orElse(own.task().label());
    }

    /** What adds up to the hardness; where somebody was asked, it is that alone. */
    List<Signal> signals() {
        var signals = own.explained().signals();
        if (opinion.isEmpty()) return signals;
        var told = new ArrayList<>(List.of(new Signal("asked", Judgement.weightOf(hardness()), "score " + score())));
        signals.stream().filter(it -> it.weight() == 0).forEach(told::add);
        return told;
    }

    String reason(int tokens) {
        if (opinion.isEmpty()) return Reason.of(own.explained(), tokens);
        return task() + "; as the classifier that was asked says; " + Reason.grouped(tokens)
                + (tokens == 1 ? " token" : " tokens");
    }
}
