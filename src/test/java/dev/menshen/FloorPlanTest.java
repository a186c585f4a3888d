package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The floor plan: which package may import which of ours, and which libraries are at home where. */
class FloorPlanTest {

    private static final String ROOT = "dev.menshen";

    private record Room(Set<String> ours, Set<String> libraries) {}

    private static final Map<String, Room> PLAN = Map.ofEntries(
            room("forms", Set.of(), Set.of()),
            room("text", Set.of(), Set.of("gg.jte")),
            room("store", Set.of(), Set.of("org.jdbi", "org.flywaydb", "org.sqlite", "redis.clients")),
            room("accounts", Set.of("store"), Set.of("org.jdbi", "org.bouncycastle", "com.google.i18n.phonenumbers")),
            room("sessions", Set.of("store"), Set.of()),
            room("limits", Set.of("store"), Set.of()),
            room("audit", Set.of("store"), Set.of("org.jdbi")),
            room("captcha", Set.of("store"), Set.of()),
            room("sms", Set.of("store", "accounts"), Set.of()),
            room(
                    "web",
                    Set.of("forms", "text", "store", "accounts", "sessions", "limits", "captcha", "sms", "audit"),
                    Set.of(
                            "io.javalin",
                            "org.eclipse.jetty",
                            "jakarta.servlet",
                            "com.sun.management",
                            "kotlin",
                            "gg.jte",
                            "com.google.gson")),
            room(
                    "pages",
                    Set.of(
                            "forms",
                            "text",
                            "store",
                            "accounts",
                            "sessions",
                            "limits",
                            "captcha",
                            "sms",
                            "audit",
                            "web"),
                    Set.of("io.javalin")),
            room(
                    "gate",
                    Set.of("forms", "text", "store", "accounts", "sessions", "limits", "audit", "web"),
                    Set.of("io.javalin")),
            room("cli", Set.of("store", "accounts", "sessions", "audit", "web"), Set.of("picocli", "com.google.gson")),
            room("templates", Set.of("text", "web", "pages", "forms", "gate"), Set.of("gg.jte")),
            room(
                    "",
                    Set.of(
                            "forms",
                            "text",
                            "store",
                            "accounts",
                            "sessions",
                            "limits",
                            "captcha",
                            "sms",
                            "audit",
                            "web",
                            "pages",
                            "gate",
                            "cli"),
                    Set.of("io.javalin", "org.jdbi", "redis.clients", "picocli", "kotlin", "org.apache.hc")));

    /** At home everywhere. */
    private static final Set<String> GROUND = Set.of("java", "javax", "org.slf4j", "org.jspecify");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void everyPackageIsOnThePlan() {
        Set<String> packages = CLASSES.stream().map(FloorPlanTest::room).collect(Collectors.toCollection(TreeSet::new));
        assertThat(PLAN.keySet()).containsAll(packages);
    }

    @Test
    void everyRoomImportsOnlyWhatThePlanAllows() {
        Map<String, Set<String>> wrong = new TreeMap<>();
        for (JavaClass origin : CLASSES) {
            Room plan = Objects.requireNonNull(PLAN.get(room(origin)));
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!target.isPrimitive() && !isAllowed(origin, target, plan)) {
                    wrong.computeIfAbsent(origin.getName(), name -> new TreeSet<>())
                            .add(target.getName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noPageImportsAnotherPage() {
        Map<String, Set<String>> wrong = new TreeMap<>();
        for (JavaClass origin : CLASSES) {
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                String from = outer(origin);
                String to = outer(dependency.getTargetClass());
                if (isPage(from) && isPage(to) && !from.equals(to)) {
                    wrong.computeIfAbsent(from, name -> new TreeSet<>()).add(to);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingIsReadAsAnObject() {
        List<String> readers =
                List.of("java.io.ObjectInputStream", "java.io.ObjectOutputStream", "java.beans.XMLDecoder", "java.rmi");
        for (JavaClass origin : CLASSES) {
            assertThat(origin.getDirectDependenciesFromSelf())
                    .as(origin.getName())
                    .noneMatch(one ->
                            readers.stream().anyMatch(one.getTargetClass().getName()::startsWith));
        }
    }

    /** What can be guessed from what it made before is no source of chance, wherever it stands. */
    @Test
    void chanceComesFromTheSecureSourceAlone() {
        Set<String> guessable = Set.of("java.util.Random", "java.util.concurrent.ThreadLocalRandom");
        for (JavaClass origin : CLASSES) {
            assertThat(origin.getDirectDependenciesFromSelf())
                    .as(origin.getName())
                    .noneMatch(one -> guessable.contains(one.getTargetClass().getName()));
            assertThat(origin.getMethodCallsFromSelf())
                    .as(origin.getName())
                    .noneMatch(call -> call.getTarget().getFullName().equals("java.lang.Math.random()"));
        }
    }

    @Test
    void thereAreNoCycles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    private static boolean isAllowed(JavaClass origin, JavaClass target, Room plan) {
        String name = target.getPackageName();
        if (isIn(name, ROOT)) {
            return room(target).equals(room(origin)) || plan.ours().contains(room(target));
        }
        return GROUND.stream().anyMatch(library -> isIn(name, library))
                || plan.libraries().stream().anyMatch(library -> isIn(name, library));
    }

    private static boolean isPage(String name) {
        return name.startsWith(ROOT + ".pages.") && name.endsWith("Page") && !name.endsWith(".FormPage");
    }

    private static String outer(JavaClass type) {
        return type.getName().split("\\$", 2)[0];
    }

    private static boolean isIn(String name, String parent) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT)
                ? ""
                : List.of(name.substring(ROOT.length() + 1).split("\\.")).get(0);
    }

    private static Map.Entry<String, Room> room(String name, Set<String> ours, Set<String> libraries) {
        return Map.entry(name, new Room(ours, libraries));
    }
}
