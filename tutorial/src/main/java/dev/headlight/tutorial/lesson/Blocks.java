package dev.headlight.tutorial.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Puts a lesson together, block after block. All texts are the markup of {@link Words}. */
public final class Blocks {

    private final List<Block> blocks = new ArrayList<>();

    public Blocks heading(String text) {
        return add(new Block.Heading(text));
    }

    public Blocks text(String markup) {
        return add(new Block.Paragraph(Words.of(markup)));
    }

    public Blocks formula(String markup) {
        return add(new Block.Formula(Words.of(markup)));
    }

    public Blocks code(String text) {
        return add(new Block.Code(text));
    }

    /** One matrix, or several beside each other. */
    public Blocks matrices(Grid first, Term... others) {
        List<Grid> grids = new ArrayList<>(List.of(first));
        List<String> signs = new ArrayList<>();
        for (Term term : others) {
            signs.add(term.sign());
            grids.add(term.grid());
        }
        return add(new Block.Matrices(grids, signs));
    }

    /** A matrix with the sign before it. */
    public record Term(String sign, Grid grid) {}

    public static Term equal(Grid grid) {
        return new Term("=", grid);
    }

    public static Term times(Grid grid) {
        return new Term("×", grid);
    }

    /** A matrix beside the one before it, no sign between. */
    public static Term and(Grid grid) {
        return new Term("", grid);
    }

    public Blocks table(String caption, List<String> columns, List<List<String>> rows) {
        return add(new Block.Table(caption, columns, rows));
    }

    public Blocks picture(Figure figure) {
        return add(new Block.Picture(figure));
    }

    /** A question without choices. */
    public Blocks question(String asks, Consumer<Blocks> answer) {
        return question(asks, List.of(), answer);
    }

    public Blocks question(String asks, List<String> choices, Consumer<Blocks> answer) {
        Blocks revealed = new Blocks();
        answer.accept(revealed);
        return add(new Block.Question(Words.of(asks), choices, revealed.list()));
    }

    public Blocks note(String title, String markup) {
        return add(new Block.Note(title, Words.of(markup)));
    }

    public Blocks command(String line, String shows) {
        return add(new Block.Command(line, Words.of(shows)));
    }

    public Blocks exercise(String id, String task, String lookFor, String example, Check check) {
        return add(new Block.Exercise(id, Words.of(task), Words.of(lookFor), example, check));
    }

    /** Something to operate on the page; {@code data} is a JSON document. */
    public Blocks lab(String kind, String title, String says, String data) {
        return add(new Block.Lab(kind, title, Words.of(says), data));
    }

    public Blocks add(Block block) {
        blocks.add(block);
        return this;
    }

    public List<Block> list() {
        return List.copyOf(blocks);
    }
}
