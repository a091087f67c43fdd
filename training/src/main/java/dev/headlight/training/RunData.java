package dev.headlight.training;

import dev.headlight.text.TextSources;
import dev.headlight.text.UsageException;
import dev.headlight.training.TrainingPlan.TokenizerKind;
import dev.headlight.training.data.SplitTokens;
import dev.headlight.training.data.StoryTokens;
import dev.headlight.training.data.TextTokenizers;
import dev.headlight.training.data.TokenData;
import dev.headlight.training.data.TokenFileMaker;
import dev.headlight.training.tokenizer.TokenizerFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run learns from.
 *
 * @param tokenizer made from the text, or given
 * @param tokens closed with this
 * @param files that were read; none where the small grammar tells its own stories
 * @param alerts of reading them, one sentence each
 */
public record RunData(
        TokenizerFiles tokenizer, TokenData tokens, List<Path> files, List<String> alerts)
        implements AutoCloseable {

    private static final String FOLDER = "tokens";

    /** Windows of stories that are held out at least: the heads are looked at on them. */
    private static final int HELD_OUT_WINDOWS = 256;

    /**
     * Opens the data of a plan.
     *
     * @param plan a {@linkplain TrainingPlan#checked checked} one
     * @param texts files and folders; none for the small grammar's stories and songs
     * @param given a tokenizer to use, or null to make one of the plan's kind
     * @param run its folder, where the token file goes
     * @param progress told from time to time how many tokens have been made
     * @throws dev.headlight.text.InputException where the text cannot be read or is too short
     */
    public static RunData open(
            TrainingPlan plan,
            List<Path> texts,
            @Nullable TokenizerFiles given,
            Path run,
            LongConsumer progress) {
        if (texts.isEmpty()) {
            return stories(plan, given);
        }
        TextSources sources = TextSources.of(texts);
        TokenizerFiles tokenizer = given == null ? make(plan, sources) : given;
        TokenData tokens =
                SplitTokens.of(
                        TokenFileMaker.open(sources, tokenizer, run.resolve(FOLDER), progress),
                        plan.heldOut(),
                        plan.seed());
        return new RunData(tokenizer, tokens, sources.files(), sources.alerts());
    }

    private static RunData stories(TrainingPlan plan, @Nullable TokenizerFiles given) {
        TokenizerFiles own = StoryTokens.tokenizer();
        if (plan.tokenizer() != TokenizerKind.WORDS
                || given != null && !given.fingerprint().equals(own.fingerprint())) {
            throw new UsageException(
                    "without --text a run learns the small grammar's stories, whose tokens are its words; give"
                            + " --text FILE, or --preset demo");
        }
        TokenData tokens =
                new StoryTokens(
                        plan.seed(),
                        plan.songs(),
                        plan.context(),
                        plan.batch() * plan.accumulate(),
                        plan.steps(),
                        Math.max(HELD_OUT_WINDOWS, plan.evalWindows()));
        return new RunData(own, tokens, List.of(), List.of());
    }

    private static TokenizerFiles make(TrainingPlan plan, TextSources sources) {
        return switch (plan.tokenizer()) {
            case BPE -> TextTokenizers.bytePairs(sources, plan.vocab());
            case CHARACTERS -> TextTokenizers.characters(sources);
            case WORDS ->
                    throw new UsageException(
                            "--tokenizer words knows the words of the small grammar alone; for --text"
                                    + " take bpe or characters");
        };
    }

    @Override
    public void close() {
        tokens.close();
    }
}
