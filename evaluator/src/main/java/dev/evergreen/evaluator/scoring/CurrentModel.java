package dev.evergreen.evaluator.scoring;

import java.util.Optional;

/**
 * The model of a pipeline that answers now: the newest to arrive of those that fit.
 *
 * @param refused why the last message on the models topic was turned away; absent if it was not
 */
public record CurrentModel(Optional<ServedModel> model, Optional<String> refused) {
    public static final CurrentModel NONE = new CurrentModel(Optional.empty(), Optional.empty());

    /** After one more message: a refused one leaves the old model where it is. */
    public CurrentModel after(ModelCheck check) {
        return switch (check) {
            case ModelCheck.Accepted a -> new CurrentModel(Optional.of(a.model()), Optional.empty());
            case ModelCheck.Refused r -> new CurrentModel(model, Optional.of(r.reason()));
        };
    }
}
