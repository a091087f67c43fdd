package dev.headlight.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The doors as the poms have them: for each room, the rooms it may know. */
final class RoomPoms {

    static final Path ROOT = Path.of(System.getProperty("headlight.root", ".."));

    private static final String PREFIX = "headlight-";

    private RoomPoms() {}

    static Map<String, Set<String>> doors() throws Exception {
        Map<String, Set<String>> doors = new TreeMap<>();
        NodeList modules = parse(ROOT.resolve("pom.xml")).getElementsByTagName("module");
        for (int i = 0; i < modules.getLength(); i++) {
            String room = modules.item(i).getTextContent().strip();
            doors.put(room, roomsOf(ROOT.resolve(room).resolve("pom.xml")));
        }
        return doors;
    }

    private static Set<String> roomsOf(Path pom) throws Exception {
        Set<String> rooms = new TreeSet<>();
        NodeList dependencies = parse(pom).getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            String artifact = text(dependency, "artifactId");
            if (artifact.startsWith(PREFIX) && !text(dependency, "scope").equals("test")) {
                rooms.add(artifact.substring(PREFIX.length()));
            }
        }
        return rooms;
    }

    private static String text(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        return nodes.getLength() == 0 ? "" : nodes.item(0).getTextContent().strip();
    }

    private static Element parse(Path pom) throws Exception {
        try (var in = Files.newInputStream(pom)) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
        }
    }
}
