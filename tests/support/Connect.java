import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Connects by JDBC and prints who it is, or the server's error. */
public class Connect {
  public static void main(String[] words) {
    Properties properties = new Properties();
    properties.setProperty("user", words[1]);
    properties.setProperty("password", words[2]);
    properties.setProperty("sslmode", "verify-full");
    properties.setProperty("sslrootcert", words[3]);
    try (Connection connection = DriverManager.getConnection(words[0], properties);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT current_user")) {
      rows.next();
      System.out.println(rows.getString(1));
    } catch (SQLException error) {
      System.out.println(error.getSQLState() + " " + error.getMessage());
    }
  }
}
