package dev.headlight.model.tokenizer;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.headlight.text.ResourceException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer of Hugging Face's own library, through DJL's native functions. It is freed when nothing
 * refers to it any more.
 *
 * <p>DJL looks at the network where it is not told otherwise. Only the native functions are called here,
 * never {@code HuggingFaceTokenizer.newInstance}, which reports its use to a cloud's metadata address
 * (switched off by {@code OPT_OUT_TRACKING}, environment variable or system property); and {@code
 * ai.djl.offline=true} is set before the library loads, so that it takes the library in its own jar and
 * never downloads another. It unpacks that once (15 MB): under the environment variable or system property
 * {@code DJL_CACHE_DIR}, by default {@code headlight/djl} in {@code XDG_CACHE_HOME} or {@code ~/.cache}.
 */
final class NativeTokenizer {

    private static final Cleaner CLEANER = Cleaner.create();

    private final TokenizersLibrary library;
    private final long handle;

    /**
     * @param json a {@code tokenizer.json}; the truncation and padding it may ask for are switched off
     * @throws RuntimeException with the library's own words, where it does not understand the JSON
     * @throws ResourceException if the library cannot be unpacked or does not exist for this machine
     */
    NativeTokenizer(String json) {
        TokenizersLibrary loaded = load();
        long made = loaded.createTokenizerFromString(json);
        library = loaded;
        handle = made;
        CLEANER.register(this, () -> loaded.deleteTokenizer(made));
        loaded.disableTruncation(made);
        loaded.disablePadding(made);
    }

    private static synchronized TokenizersLibrary load() {
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        setUnlessSet("slf4j.internal.verbosity", "ERROR");
        if (System.getenv("DJL_CACHE_DIR") == null) {
            setUnlessSet("DJL_CACHE_DIR", cacheFolder().toString());
        }
        try {
            LibUtils.checkStatus();
        } catch (RuntimeException | LinkageError e) {
            throw new ResourceException(
                    "The tokenizer library cannot be loaded ("
                            + e.getMessage()
                            + "); it needs Linux or macOS on x86-64 or ARM, and 15 MB in the folder"
                            + " that DJL_CACHE_DIR names.",
                    e);
        }
        return TokenizersLibrary.LIB;
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static Path cacheFolder() {
        @Nullable String xdg = System.getenv("XDG_CACHE_HOME");
        Path cache =
                xdg != null && Path.of(xdg).isAbsolute()
                        ? Path.of(xdg)
                        : Path.of(System.getProperty("user.home"), ".cache");
        return cache.resolve("headlight").resolve("djl");
    }

    /** The ids of a text, with nothing added. A surrogate without its other half is read as U+FFFD. */
    int[] encode(String text) {
        long encoding = library.encode(handle, wellFormed(text), false);
        try {
            long[] ids = library.getTokenIds(encoding);
            int[] narrow = new int[ids.length];
            for (int i = 0; i < ids.length; i++) {
                narrow[i] = Math.toIntExact(ids[i]);
            }
            return narrow;
        } finally {
            library.deleteEncoding(encoding);
            Reference.reachabilityFence(this);
        }
    }

    /** The text of some ids, special ones left out. */
    String decode(int... ids) {
        long[] wide = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            wide[i] = ids[i];
        }
        try {
            return library.decode(handle, wide, true);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The library's strings are UTF-8, in which half a surrogate pair cannot be said. */
    private static String wellFormed(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            if (mended == null) {
                mended = new StringBuilder(text);
            }
            mended.setCharAt(i, '\uFFFD');
        }
        return mended == null ? text : mended.toString();
    }
}
