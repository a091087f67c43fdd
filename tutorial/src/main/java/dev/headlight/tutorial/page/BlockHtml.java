package dev.headlight.tutorial.page;

import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Grid;
import dev.headlight.tutorial.lesson.Numbers;
import dev.headlight.tutorial.lesson.Words;
import dev.headlight.tutorial.picture.FigurePicture;
import dev.headlight.tutorial.picture.Tone;
import java.util.List;

/** Each kind of block as HTML. */
final class BlockHtml {

    private BlockHtml() {}

    static String of(List<Block> blocks) {
        StringBuilder html = new StringBuilder();
        blocks.forEach(b -> html.append(of(b)));
        return html.toString();
    }

    static String of(Block block) {
        return switch (block) {
            case Block.Heading(String text) -> "<h3>" + Html.formula(text) + "</h3>\n";
            case Block.Paragraph(Words words) -> "<p>" + Html.words(words) + "</p>\n";
            case Block.Formula(Words words) ->
                    "<p class=\"formula math\">"
                            + Html.words(words).replace("\n", "<br>")
                            + "</p>\n";
            case Block.Code(String text) -> "<pre>" + Html.escaped(text) + "</pre>\n";
            case Block.Matrices matrices -> matrices(matrices);
            case Block.Table table -> table(table);
            case Block.Picture(var figure) ->
                    "<figure><figcaption>"
                            + Html.formula(figure.title())
                            + "</figcaption>\n"
                            + FigurePicture.svg(figure)
                            + "</figure>\n";
            case Block.Question question -> question(question);
            case Block.Note(String title, Words words) ->
                    "<div class=\"note\" role=\"note\"><strong>"
                            + Html.formula(title)
                            + "</strong> "
                            + Html.words(words)
                            + "</div>\n";
            case Block.Command(String line, Words shows) ->
                    "<div class=\"command\"><pre>./"
                            + Html.escaped(line)
                            + "</pre><p>"
                            + Html.words(shows)
                            + "</p></div>\n";
            case Block.Exercise exercise -> exercise(exercise);
            case Block.Lab lab -> LabHtml.of(lab);
        };
    }

    private static String matrices(Block.Matrices block) {
        StringBuilder html = new StringBuilder("<div class=\"matrices\">");
        for (int i = 0; i < block.grids().size(); i++) {
            String sign = i == 0 ? "" : block.signs().get(i - 1);
            if (!sign.isEmpty()) {
                html.append("<span class=\"sign\">" + Html.escaped(sign) + "</span>");
            }
            html.append(matrix(block.grids().get(i)));
        }
        return html.append("</div>\n").toString();
    }

    static String matrix(Grid grid) {
        StringBuilder html =
                new StringBuilder("<div class=\"scroll\"><table class=\"matrix t-")
                        .append(Tone.of(grid.role()).css())
                        .append("\"><caption class=\"math\">")
                        .append(Html.formula(grid.name()))
                        .append("</caption>\n");
        if (!grid.columns().isEmpty()) {
            html.append("<tr>").append(grid.rows().isEmpty() ? "" : "<td></td>");
            grid.columns().forEach(c -> html.append("<th>" + Html.formula(c) + "</th>"));
            html.append("</tr>\n");
        }
        for (int r = 0; r < grid.rowCount(); r++) {
            html.append("<tr>");
            if (!grid.rows().isEmpty()) {
                html.append("<th>" + Html.formula(grid.rows().get(r)) + "</th>");
            }
            for (int c = 0; c < grid.columnCount(); c++) {
                double x = grid.values()[r][c];
                String edge =
                        (c == 0 ? " first" : "") + (c == grid.columnCount() - 1 ? " last" : "");
                html.append("<td class=\"n" + edge + "\">");
                html.append(Double.isNaN(x) ? "" : Numbers.fixed(x, grid.shownDecimals()));
                html.append("</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</table></div>").toString();
    }

    private static String table(Block.Table table) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>");
        if (!table.caption().isEmpty()) {
            html.append("<caption>" + Html.words(table.caption()) + "</caption>");
        }
        html.append("<thead><tr>");
        for (int c = 0; c < table.columns().size(); c++) {
            String head = Html.words(table.columns().get(c));
            String place = table.isNumber(c) ? " class=\"number\">" : ">";
            html.append(head.isEmpty() ? "<td></td>" : "<th" + place + head + "</th>");
        }
        html.append("</tr></thead>\n<tbody>");
        for (List<String> row : table.rows()) {
            html.append("<tr>");
            for (int c = 0; c < row.size(); c++) {
                html.append("<td" + (table.isNumber(c) ? " class=\"number\">" : ">"));
                html.append(Html.words(row.get(c)) + "</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String question(Block.Question question) {
        StringBuilder html =
                new StringBuilder("<div class=\"question\"><p class=\"asks\">")
                        .append(Html.words(question.asks()))
                        .append("</p>\n");
        if (!question.choices().isEmpty()) {
            html.append("<ol type=\"a\">");
            question.choices().forEach(c -> html.append("<li>" + Html.words(c) + "</li>"));
            html.append("</ol>\n");
        }
        return html.append("<details><summary>Answer</summary>\n")
                .append(of(question.answer()))
                .append("</details></div>\n")
                .toString();
    }

    private static String exercise(Block.Exercise exercise) {
        return "<div class=\"exercise\" id=\"exercise-"
                + Html.escaped(exercise.id())
                + "\"><p><strong>Exercise "
                + Html.escaped(exercise.id())
                + ".</strong> "
                + Html.words(exercise.task())
                + "</p><p class=\"muted\">Look for: "
                + Html.words(exercise.lookFor())
                + "</p><pre>./"
                + Html.escaped(exercise.example())
                + "</pre></div>\n";
    }
}
