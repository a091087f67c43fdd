package dev.headlight.analysis;

import dev.headlight.analysis.score.TokenizedDocument;
import dev.headlight.analysis.score.Window;
import dev.headlight.analysis.score.Windows;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Tokenizer;
import dev.headlight.text.Document;
import dev.headlight.text.InputException;
import java.util.List;
import java.util.OptionalInt;

/** Documents as the windows that a model is run over. */
public final class DocumentWindows {

    private final OpenModel model;
    private final Windows windows;

    /**
     * For a model.
     *
     * @param context longest window in tokens, the begin token counted
     */
    public DocumentWindows(OpenModel model, int context) {
        this.model = model;
        Tokenizer tokenizer = model.tokenizer();
        windows = new Windows(context, tokenizer == null ? OptionalInt.empty() : tokenizer.bos());
    }

    /**
     * The windows of a document, in order; none where it has fewer than two tokens.
     *
     * @throws InputException where it holds tokens that the model does not know, or text that the model has
     *     no tokenizer for
     */
    public List<Window> of(Document document) {
        return windows.cut(tokenized(document)).windows();
    }

    private TokenizedDocument tokenized(Document document) {
        int[] given = document.ids();
        int vocab = model.config().vocab();
        if (given != null) {
            for (int t = 0; t < given.length; t++) {
                if (given[t] < 0 || given[t] >= vocab) {
                    throw new InputException(
                            document.id()
                                    + ": token id "
                                    + given[t]
                                    + " at position "
                                    + t
                                    + " is not in the model's vocabulary of "
                                    + vocab
                                    + "; were the ids made for another model?");
                }
            }
            return new TokenizedDocument(document.id(), given, true);
        }
        Tokenizer tokenizer = model.tokenizer();
        String text = document.text();
        if (tokenizer == null || text == null) {
            throw new InputException(
                    "the model "
                            + model.name()
                            + " brings no tokenizer, so "
                            + document.id()
                            + " cannot be read as text; give token ids, JSON Lines with \"ids\"");
        }
        int[] ids = tokenizer.encode(text);
        for (int id : ids) {
            if (id >= vocab) {
                throw new InputException(
                        "the tokenizer gives the id "
                                + id
                                + " for a token of "
                                + document.id()
                                + ", the model's vocabulary has "
                                + vocab
                                + "; tokenizer and weights are of different models");
            }
        }
        return new TokenizedDocument(document.id(), ids);
    }
}
