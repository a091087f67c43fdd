package dev.headlight.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The doors of the house, and what ARCHITECTURE.md says of them. */
class ArchitectureTest {

    private static JavaClasses house;

    @BeforeAll
    static void enter() {
        house =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.headlight");
        assertThat(house.contain(Main.class)).isTrue();
        assertThat(house.size()).isGreaterThan(50);
    }

    @Test
    void aRoomKnowsTheRoomsItsPomNamesAndNoOther() throws Exception {
        Map<String, Set<String>> doors = RoomPoms.doors();
        for (String room : doors.keySet()) {
            List<String> shut = new ArrayList<>();
            for (String other : doors.keySet()) {
                if (!other.equals(room) && !doors.get(room).contains(other)) {
                    shut.add("dev.headlight." + other + "..");
                }
            }
            noClasses()
                    .that()
                    .resideInAPackage("dev.headlight." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(shut.toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(house);
        }
    }

    @Test
    void theTwoFirstRoomsKnowNoOther() throws Exception {
        assertThat(RoomPoms.doors().get("text")).isEmpty();
        assertThat(RoomPoms.doors().get("engine")).isEmpty();
    }

    @Test
    void onlyTheEngineSpeaksToTheVectorModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.headlight.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(house);
    }

    @Test
    void reportAndSummaryReadTheResultsAndNothingElseOfTheAnalysis() {
        for (String reader : List.of("dev.headlight.report..", "dev.headlight.app.summary..")) {
            noClasses()
                    .that()
                    .resideInAPackage(reader)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                            "dev.headlight.analysis..",
                                            "dev.headlight.engine..",
                                            "dev.headlight.model..")
                                    .and(
                                            resideOutsideOfPackage(
                                                    "dev.headlight.analysis.results..")))
                    .check(house);
        }
    }

    @Test
    void packagesKnowEachOtherOneWayOnly() {
        slices().matching("dev.headlight.(**)").should().beFreeOfCycles().check(house);
    }

    @Test
    void noNameSaysNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Base)(\\$.*)?")
                .check(house);
        noClasses().should().haveSimpleNameStartingWith("Abstract").check(house);
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
        Set<String> unmarked = new TreeSet<>();
        for (JavaPackage p : house.getPackage("dev.headlight").getSubpackagesInTree()) {
            // the page's frame is generated from its template
            boolean generated = p.getName().equals("dev.headlight.report.page.frame");
            if (!generated && !p.getClasses().isEmpty() && !p.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(p.getName());
            }
        }
        assertThat(unmarked).isEmpty();
        try (var files = Files.walk(RoomPoms.ROOT)) {
            List<Path> descriptions =
                    files.filter(f -> f.endsWith("package-info.java"))
                            .filter(f -> !f.toString().contains("/target/"))
                            .toList();
            assertThat(descriptions).isNotEmpty();
            for (Path file : descriptions) {
                assertThat(Files.readString(file)).as(file.toString()).startsWith("/**");
            }
        }
    }

    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|[^|]*\\|([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    @Test
    void architecturePageNamesTheDoorsOfThePoms() throws Exception {
        Map<String, Set<String>> written = new TreeMap<>();
        for (String line : Files.readAllLines(RoomPoms.ROOT.resolve("ARCHITECTURE.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> knows = new TreeSet<>();
                Matcher name = NAME.matcher(row.group(2));
                while (name.find()) {
                    knows.add(name.group(1));
                }
                written.put(row.group(1), knows);
            }
        }
        assertThat(written).isEqualTo(RoomPoms.doors());
    }

    private static final Pattern FILE = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @Test
    void theFilesThatPagesPointToExist() throws IOException {
        for (String page : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")) {
            Matcher link = FILE.matcher(Files.readString(RoomPoms.ROOT.resolve(page)));
            int links = 0;
            while (link.find()) {
                assertThat(RoomPoms.ROOT.resolve(link.group(1))).as(page).exists();
                links++;
            }
            assertThat(links).as(page).isPositive();
        }
    }
}
