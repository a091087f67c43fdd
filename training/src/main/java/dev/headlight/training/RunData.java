package dev.headlight.training;

import dev.headlight.text.InputException;
import dev.headlight.text.TextSources;
import dev.headlight.text.UsageException;
import dev.headlight.training.TrainingPlan.TokenizerKind;
import dev.headlight.training.data.SplitTokens;
import dev.headlight.training.data.StoryTokens;
import dev.headlight.training.data.TextTokenizers;
import dev.headlight.training.data.TokenData;
import dev.headlight.training.data.TokenFile;
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
     * @throws InputException where the text cannot be read or is too short
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
        String fingerprint = TokenFileMaker.fingerprint(sources, tokenizer);
        return split(plan, sources, tokenizer, fingerprint, run, progress);
    }

    /**
     * Opens the data of a run again.
     *
     * @throws InputException where it is no longer what the run was begun with; nothing is made then
     */
    static RunData again(RunDescription run, Path folder, LongConsumer progress) {
        TrainingPlan plan = run.plan();
        TokenizerFiles tokenizer = TokenizerFiles.open(folder);
        if (run.texts().isEmpty()) {
            RunData stories = stories(plan, tokenizer);
            require(run, folder, stories.tokens().fingerprint());
            return stories;
        }
        TextSources sources = TextSources.of(run.texts());
        String fingerprint = TokenFileMaker.fingerprint(sources, tokenizer);
        require(run, folder, fingerprint);
        return split(plan, sources, tokenizer, fingerprint, folder, progress);
    }

    private static void require(RunDescription run, Path folder, String fingerprint) {
        if (!fingerprint.equals(run.fingerprint())) {
            throw new InputException(
                    "the text of "
                            + folder
                            + " has changed since the run was begun, so it cannot go on as it would have;"
                            + " put the text back, or begin a new run");
        }
    }

    private static RunData split(
            TrainingPlan plan,
            TextSources sources,
            TokenizerFiles tokenizer,
            String fingerprint,
            Path run,
            LongConsumer progress) {
        TokenFile file =
                TokenFileMaker.open(
                        sources, tokenizer, fingerprint, run.resolve(RunFolder.TOKENS), progress);
        boolean split = false;
        try {
            TokenData tokens = SplitTokens.of(file, plan.heldOut(), plan.seed());
            split = true;
            return new RunData(tokenizer, tokens, sources.files(), sources.alerts());
        } finally {
            if (!split) {
                file.close();
            }
        }
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
